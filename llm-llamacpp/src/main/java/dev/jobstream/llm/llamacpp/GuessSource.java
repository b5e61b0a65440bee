package dev.jobstream.llm.llamacpp;

/**
 * Where a guess comes from of how an answer goes on. How long a guess is depends on how good the
 * last ones were. Not thread-safe.
 */
abstract sealed class GuessSource permits PredictionGuesses, PromptGuesses {
  /** Longer ends of an answer are not compared: they tell no more. */
  private static final int LONGEST_MATCH = 48;

  private final int shortestGuess;
  private final int longestGuess;
  private int guessLength;

  GuessSource(int shortestGuess, int firstGuess, int longestGuess) {
    this.shortestGuess = shortestGuess;
    this.guessLength = firstGuess;
    this.longestGuess = longestGuess;
  }

  /** What may follow an answer; empty if there is no guess. */
  abstract String guess(String answer);

  /** Where a guess ends that begins somewhere: as much as is worth guessing, to a word's end. */
  int end(String text, int from) {
    int to = Math.min(text.length(), from + guessLength);
    while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
      to++;
    }
    return to;
  }

  /**
   * Learns how many of the tokens that it suggested last were right.
   *
   * @param suggested at least 1
   */
  void learn(int right, int suggested) {
    guessLength =
        right == suggested
            ? Math.min(longestGuess, guessLength * 2)
            : Math.max(shortestGuess, guessLength / 2);
  }

  /**
   * Where in a text the end of an answer stands: behind its longest match, the first of those.
   *
   * @param from where matches may begin
   * @param to where they end at the latest
   * @param shortest the fewest characters that count
   * @return -1 if nowhere
   */
  static int behindEndOf(String answer, String text, int from, int to, int shortest) {
    int best = shortest - 1;
    int at = -1;
    for (int end = from + 1; end <= to; end++) {
      int same = 0;
      int most = Math.min(LONGEST_MATCH, Math.min(end - from, answer.length()));
      while (same < most
          && text.charAt(end - 1 - same) == answer.charAt(answer.length() - 1 - same)) {
        same++;
      }
      if (same > best) {
        best = same;
        at = end;
      }
    }
    return at;
  }
}
