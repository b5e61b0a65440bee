package dev.jobstream.llm.llamacpp;

/**
 * A text in which an answer may go on: where the end of the answer stands in it, what follows there
 * is a guess. How long a guess is depends on how good the last ones were. Not thread-safe.
 */
final class GuessSource {
  /** Longer ends are not compared: they tell no more. */
  private static final int LONGEST_MATCH = 48;

  private final String text;
  private final int shortestMatch;
  private final boolean wholeLines;
  private final int shortestGuess;
  private final int longestGuess;
  private int guessLength;

  private GuessSource(
      String text,
      int shortestMatch,
      boolean wholeLines,
      int shortestGuess,
      int firstGuess,
      int longestGuess) {
    this.text = text;
    this.shortestMatch = shortestMatch;
    this.wholeLines = wholeLines;
    this.shortestGuess = shortestGuess;
    this.guessLength = firstGuess;
    this.longestGuess = longestGuess;
  }

  /** A text that is likely to be the answer itself. */
  static GuessSource prediction(String text) {
    return new GuessSource(text, 4, false, 8, 32, 64);
  }

  /** A text that the answer may quote; a quotation is taken to end with its line. */
  static GuessSource prompt(String text) {
    return new GuessSource(text, 5, true, 6, 12, 48);
  }

  /** What may follow an answer; empty if its end does not stand in the text. */
  String guess(CharSequence answer) {
    int best = 0;
    int at = -1;
    for (int end = 1; end < text.length(); end++) {
      int same = 0;
      int most = Math.min(LONGEST_MATCH, Math.min(end, answer.length()));
      while (same < most
          && text.charAt(end - 1 - same) == answer.charAt(answer.length() - 1 - same)) {
        same++;
      }
      if (same > best) {
        best = same;
        at = end;
      }
    }
    return best < shortestMatch ? "" : continuation(at);
  }

  /** As much as is worth guessing, to the end of a word. */
  private String continuation(int from) {
    int to = from;
    while (to < text.length()
        && (to - from < guessLength || Character.isLetterOrDigit(text.charAt(to)))) {
      if (wholeLines && text.charAt(to) == '\n') {
        return text.substring(from, to) + "\"";
      }
      to++;
    }
    return text.substring(from, to);
  }

  /** Learns how many of the tokens that it suggested last were right. */
  void learn(int right, int suggested) {
    if (suggested == 0) {
      return;
    }
    guessLength =
        right == suggested
            ? Math.min(longestGuess, guessLength * 2)
            : Math.max(shortestGuess, guessLength / 2);
  }
}
