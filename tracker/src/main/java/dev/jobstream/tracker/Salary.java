package dev.jobstream.tracker;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a posting pays.
 *
 * @param min the lower bound, in whole units of the currency; null if the posting names none
 * @param max the upper bound; null if the posting names none
 * @param currency an ISO 4217 code; null if the posting does not say
 * @param period what the amount is paid for; null if the posting does not say
 */
public record Salary(
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable String currency,
    @Nullable Period period) {

  /** What an amount is paid for. */
  public enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR
  }

  public Salary {
    if (min == null && max == null) {
      throw new IllegalArgumentException("A salary names at least one amount.");
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "The salary's lower bound `%s` is above its upper bound `%s`.".formatted(min, max));
    }
  }
}
