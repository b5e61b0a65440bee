package dev.jobstream.llm.llamacpp;

/**
 * Guesses that an answer goes on quoting the prompt. A quotation is taken to end with its line. Not
 * thread-safe.
 */
final class PromptGuesses extends GuessSource {
  private static final int SHORTEST_MATCH = 5;

  /** Longer ends are not compared: they tell no more. */
  private static final int LONGEST_MATCH = 48;

  private final String text;

  PromptGuesses(String text) {
    super(6, 8, 48);
    this.text = text;
  }

  @Override
  String guess(String answer) {
    String end = answer.substring(Math.max(0, answer.length() - LONGEST_MATCH));
    int from = behindEndOf(end, text, 0, text.length() - 1, SHORTEST_MATCH);
    if (from < 0) {
      return "";
    }
    int to = end(text, from);
    int line = text.indexOf('\n', from);
    return line >= 0 && line <= to ? text.substring(from, line) + "\"" : text.substring(from, to);
  }
}
