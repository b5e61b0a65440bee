package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.FieldReader;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the days of a table, and finds out in which order it writes day and month. */
final class CsvDays {
  /** A time may follow. */
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?!\\d)(?:[ T,].{0,20})?");

  private static final Pattern ISO =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[ T].{0,30})?");

  private final @Nullable DayOrder given;
  private boolean dayFirstSeen;
  private boolean monthFirstSeen;

  /**
   * @param given the order that the user names; null to find it out
   */
  CsvDays(@Nullable DayOrder given) {
    this.given = given;
  }

  /** Takes a value in that may tell the order. */
  void look(String text) {
    Matcher matcher = NUMBERS.matcher(text.strip());
    if (matcher.matches() && !matcher.group(2).equals(".")) {
      dayFirstSeen |= Integer.parseInt(matcher.group(1)) > 12;
      monthFirstSeen |= Integer.parseInt(matcher.group(3)) > 12;
    }
  }

  /** The order that all values agree on; null if they leave it open. */
  @Nullable DayOrder order() {
    if (given != null) {
      return given;
    }
    if (dayFirstSeen == monthFirstSeen) {
      return null;
    }
    return dayFirstSeen ? DayOrder.DAY_FIRST : DayOrder.MONTH_FIRST;
  }

  /**
   * Reads a day.
   *
   * @throws TrackerException.Invalid if it is none, or not a certain one
   */
  LocalDate read(String text) {
    String value = text.strip();
    Matcher iso = ISO.matcher(value);
    if (iso.matches()) {
      return day(value, iso.group(1), iso.group(2), iso.group(3));
    }
    Matcher numbers = NUMBERS.matcher(value);
    if (numbers.matches()) {
      return numbers(value, numbers);
    }
    Optional<FieldValue> named = FieldReader.value(PostingField.DATE_POSTED, value);
    if (named.isPresent() && named.get() instanceof FieldValue.Day day) {
      return day.day();
    }
    throw TrackerException.invalid("`%s` is no day. Write it as `2026-10-01`.".formatted(value));
  }

  private LocalDate numbers(String value, Matcher matcher) {
    String first = matcher.group(1);
    String second = matcher.group(3);
    String year = matcher.group(4).length() == 2 ? "20" + matcher.group(4) : matcher.group(4);
    // With dots the day goes first wherever days are written so.
    DayOrder order = matcher.group(2).equals(".") ? DayOrder.DAY_FIRST : order();
    if (order == null && Integer.parseInt(first) <= 12 && Integer.parseInt(second) <= 12) {
      if (first.equals(second)) {
        return day(value, year, first, second);
      }
      throw TrackerException.invalid(
          "`%s` can mean two days. Say with `--dates day-first` or `--dates month-first` which."
              .formatted(value));
    }
    boolean dayFirst = order == null ? Integer.parseInt(first) > 12 : order == DayOrder.DAY_FIRST;
    return dayFirst ? day(value, year, second, first) : day(value, year, first, second);
  }

  private static LocalDate day(String value, String year, String month, String day) {
    try {
      return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    } catch (DateTimeException e) {
      throw TrackerException.invalid("There is no day `%s`.".formatted(value));
    }
  }
}
