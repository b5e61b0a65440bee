package dev.jobstream.llm.http;

import java.time.Duration;

/**
 * What happens when a server has too much to do (HTTP 429, 503, 529): the request is sent again
 * after a pause, as long as nothing of an answer has come.
 *
 * @param attempts how often a request is sent in all; 1 means that nothing is tried again. Default
 *     3
 * @param firstPause the pause after the first refusal where the server names none; each further one
 *     is twice as long. Default 1 s
 * @param longestPause a server that asks for a longer pause is not waited for. Default 1 minute
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1));

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "The option `attempts` is `%d`; it must be 1 or more.".formatted(attempts));
    }
    if (firstPause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "The pauses are `%s` and `%s`; they must be zero or more."
              .formatted(firstPause, longestPause));
    }
  }

  /** Everything by default. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** Every request is sent once. */
  public static RetryPolicy none() {
    return new RetryPolicy(1, Duration.ZERO, Duration.ZERO);
  }

  /** The pause before an attempt where the server names none; the first attempt is 1. */
  Duration pauseBefore(int attempt) {
    Duration pause = firstPause.multipliedBy(1L << Math.clamp(attempt - 2L, 0, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
