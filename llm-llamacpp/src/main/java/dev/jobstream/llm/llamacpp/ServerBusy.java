package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.time.Duration;

/** The server may serve the same request later. */
final class ServerBusy extends IOException {
  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Duration retryAfter;

  private ServerBusy(int status, Duration retryAfter) {
    super("the server answered " + status);
    this.retryAfter = retryAfter;
  }

  static boolean isBusy(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  static ServerBusy of(Hops.Answer answer) {
    long seconds = answer.number("Retry-After");
    Duration wish = seconds < 0 ? Duration.ZERO : Duration.ofSeconds(seconds);
    return new ServerBusy(answer.status(), wish.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wish);
  }

  /** How long the server asked to wait; zero if it did not say, a minute at most. */
  Duration retryAfter() {
    return retryAfter;
  }
}
