package dev.jobstream.llm.llamacpp;

/**
 * Guesses that an answer goes on quoting the prompt. A quotation is taken to end with its line. Not
 * thread-safe.
 */
final class PromptGuesses extends GuessSource {
  private static final int SHORTEST_MATCH = 5;
  private static final int LONGEST_SHORTEST_MATCH = 20;

  private final String text;

  /** The fewest characters that count: more, the more often the last ones misled. */
  private int shortestMatch = SHORTEST_MATCH;

  PromptGuesses(String text) {
    super(6, 8, 48);
    this.text = text;
  }

  @Override
  String guess(String answer) {
    int from = behindEndOf(answer, text, 0, text.length() - 1, shortestMatch);
    if (from < 0) {
      return "";
    }
    int to = end(text, from);
    int line = text.indexOf('\n', from);
    return line >= 0 && line <= to ? text.substring(from, line) + "\"" : text.substring(from, to);
  }

  @Override
  void learn(int right, int suggested) {
    super.learn(right, suggested);
    shortestMatch =
        right > 0 ? SHORTEST_MATCH : Math.min(LONGEST_SHORTEST_MATCH, shortestMatch + 3);
  }
}
