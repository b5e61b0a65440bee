package dev.jobstream.llm.llamacpp.jinja;

/** Python's {@code None}. */
enum None {
  NONE
}
