package dev.jobstream.llm.llamacpp.jinja;

/** What one rendering may use up, so that no template hangs or fills the memory. */
final class Budget {
  private static final long STEPS = 20_000_000;
  private static final long CHARACTERS = 64_000_000;
  private static final int DEPTH = 400;

  private long steps = STEPS;
  private long characters;
  private int depth;

  /**
   * @param givenCharacters how much text the template is given: it may copy it a number of times
   */
  Budget(long givenCharacters) {
    this.characters = CHARACTERS + 64 * givenCharacters;
  }

  void step() {
    steps(1);
  }

  void steps(long count) {
    steps -= count;
    if (count < 0 || steps < 0) {
      throw JinjaException.limit("it takes more than " + STEPS + " steps");
    }
  }

  /** Counts a look through a text. */
  void look(String text) {
    steps(1 + text.length() / 64);
  }

  /** Counts text that is written or made anew. */
  void characters(long count) {
    characters -= count;
    if (count < 0 || characters < 0) {
      throw JinjaException.limit("it makes too much text");
    }
  }

  void enter() {
    if (++depth > DEPTH) {
      throw JinjaException.limit("it is nested or calls itself more than " + DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
