package dev.jobstream.llm.http;

import java.time.Duration;

/**
 * How long a server may take. Each clock measures silence and not work: a slow model that goes on
 * writing is never ended, unless {@code total} is set.
 *
 * @param connect until the connection stands, TLS and a proxy's tunnel included. Above zero,
 *     default 10 s
 * @param firstByte how long the server may be silent before the first piece of an answer; long,
 *     since servers load models and read prompts without a word. Every byte starts it anew. Above
 *     zero, default 10 minutes
 * @param idle how long the server may be silent between two pieces of an answer. Above zero,
 *     default 2 minutes
 * @param total how long a generation may take in all, waits for another attempt included; {@link
 *     Duration#ZERO}, the default, means that it is not measured
 */
public record HttpTimeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
  private static final HttpTimeouts DEFAULTS =
      new HttpTimeouts(
          Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(2), Duration.ZERO);

  public HttpTimeouts {
    check(connect.isPositive(), "connect", connect, "above zero");
    check(firstByte.isPositive(), "first-byte", firstByte, "above zero");
    check(idle.isPositive(), "idle", idle, "above zero");
    check(!total.isNegative(), "total", total, "zero, which is off, or more");
  }

  /** Everything by default. */
  public static HttpTimeouts defaults() {
    return DEFAULTS;
  }

  public HttpTimeouts withConnect(Duration value) {
    return new HttpTimeouts(value, firstByte, idle, total);
  }

  public HttpTimeouts withFirstByte(Duration value) {
    return new HttpTimeouts(connect, value, idle, total);
  }

  public HttpTimeouts withIdle(Duration value) {
    return new HttpTimeouts(connect, firstByte, value, total);
  }

  public HttpTimeouts withTotal(Duration value) {
    return new HttpTimeouts(connect, firstByte, idle, value);
  }

  private static void check(boolean valid, String name, Duration value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(
          "The timeout `%s` is `%s`; it must be %s.".formatted(name, value, range));
    }
  }
}
