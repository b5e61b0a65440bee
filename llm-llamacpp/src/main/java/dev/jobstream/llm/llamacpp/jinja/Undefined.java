package dev.jobstream.llm.llamacpp.jinja;

/**
 * What a name that nobody set stands for: empty, but nothing can be done with it.
 *
 * @param complaint what a use of it fails with
 */
record Undefined(String complaint) {
  static Undefined name(String name) {
    return new Undefined("'" + name + "' is undefined");
  }

  JinjaException failure() {
    return JinjaException.failed(complaint);
  }
}
