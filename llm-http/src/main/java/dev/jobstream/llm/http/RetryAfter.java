package dev.jobstream.llm.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads when a server wants to be asked again: {@code retry-after-ms}, or {@code retry-after} in
 * seconds or as a date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
 */
final class RetryAfter {
  private RetryAfter() {}

  /** The pause from now; empty if the server names none that can be read. */
  static Optional<Duration> of(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("retry-after-ms")
        .flatMap(value -> number(value, 1e6))
        .or(() ->
            headers
                .firstValue("retry-after")
                .flatMap(value -> number(value, 1e9).or(() -> date(value, now))));
  }

  private static Optional<Duration> number(String text, double unitNanos) {
    try {
      double value = Double.parseDouble(text.strip());
      return value >= 0 && value < 1e8
          ? Optional.of(Duration.ofNanos((long) (value * unitNanos)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      Instant then =
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(now, then);
      return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
