package dev.jobstream.llm.llamacpp;

/**
 * Where a guess comes from of how an answer goes on. How long a guess is depends on how good the
 * last ones were. Not thread-safe.
 */
abstract sealed class GuessSource permits PredictionGuesses, QuotationGuesses {
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
}
