package dev.jobstream.tracker.applications;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which applications are counted: those whose first day (the day they were sent, or else recorded)
 * lies in the period.
 *
 * @param from the first day; null for the beginning
 * @param to the last day, included; null for the end
 */
public record StatisticsPeriod(@Nullable LocalDate from, @Nullable LocalDate to) {
  /** All applications. */
  public static final StatisticsPeriod ALL = new StatisticsPeriod(null, null);

  public StatisticsPeriod {
    if (from != null && to != null && from.isAfter(to)) {
      throw TrackerException.invalid(
          "The period begins on `%s`, after its end `%s`. Exchange the two.".formatted(from, to));
    }
  }
}
