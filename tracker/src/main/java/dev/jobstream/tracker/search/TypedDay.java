package dev.jobstream.tracker.search;

import dev.jobstream.tracker.applications.TrackerException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days as people type them: {@code 2026-10-01}, {@code 1.10.2026}, {@code today}, {@code
 * yesterday}, {@code tomorrow}, {@code +3d}, {@code -2w}, {@code monday}, {@code next friday}.
 */
public final class TypedDay {
  private TypedDay() {}

  /** Which of two Mondays is meant by "monday". */
  public enum Towards {
    /** The last one, today included: for what has happened. */
    PAST,
    /** The next one, today excluded: for what is planned. */
    FUTURE
  }

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2200;

  /** What can be written, for messages. */
  static final String FORMS =
      "Write a day as `2026-10-01`, `today`, `yesterday`, `tomorrow`, `+3d`, `-2w` or `monday`.";

  private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,4})([dwmy])");
  private static final Pattern WEEKDAY = Pattern.compile("(?:(next|last) )?(\\p{L}+)");

  private static final Pattern TIME =
      Pattern.compile("(.+?)(?:\\s+|[Tt](?=\\d))(\\d{1,2}):(\\d{2})(?::00)?");

  private static final Map<String, Integer> NAMED =
      Map.of("today", 0, "yesterday", -1, "tomorrow", 1);

  /**
   * Reads a day.
   *
   * @param today the day from which relative ones count
   * @throws TrackerException.Invalid if it is none
   */
  public static LocalDate parse(String typed, LocalDate today, Towards towards) {
    String text = typed.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(typed, iso.group(1), iso.group(2), iso.group(3));
    }
    Matcher dotted = DOTTED.matcher(text);
    if (dotted.matches()) {
      return day(typed, dotted.group(3), dotted.group(2), dotted.group(1));
    }
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      return moved(offset, today);
    }
    Integer named = NAMED.get(text);
    if (named != null) {
      return today.plusDays(named);
    }
    return weekday(text, today, towards).orElseThrow(() -> unknown(typed, text));
  }

  /**
   * Reads a day and a time of it, such as {@code monday 14:30} or {@code 2026-12-01T9:00}, in the
   * future where the day leaves that open.
   *
   * @throws TrackerException.Invalid if it is none, or the clock skips it in that zone
   */
  public static ZonedDateTime parseTime(String typed, LocalDate today, ZoneId zone) {
    Matcher time = TIME.matcher(typed.strip());
    if (!time.matches()) {
      throw TrackerException.invalid(
          "`%s` is no day with a time. Write it as `2026-12-01 14:30`, `tomorrow 9:00` or `monday 14:30`."
              .formatted(typed.strip()));
    }
    LocalDate day = parse(time.group(1), today, Towards.FUTURE);
    int hour = Integer.parseInt(time.group(2));
    int minute = Integer.parseInt(time.group(3));
    if (hour > 23 || minute > 59) {
      throw TrackerException.invalid(
          "There is no time `%s:%s`: a day has 24 hours of 60 minutes."
              .formatted(time.group(2), time.group(3)));
    }
    ZonedDateTime moment = day.atTime(hour, minute).atZone(zone);
    if (moment.getHour() != hour || moment.getMinute() != minute) {
      throw TrackerException.invalid(
          "There is no time `%s:%s` on %s in %s, since the clocks are put forward then."
              .formatted(time.group(2), time.group(3), day, zone));
    }
    return moment;
  }

  private static LocalDate day(String typed, String year, String month, String day) {
    int y = Integer.parseInt(year);
    int m = Integer.parseInt(month);
    int d = Integer.parseInt(day);
    if (y < FIRST_YEAR || y > LAST_YEAR) {
      throw TrackerException.invalid(
          "The day `%s` is outside the years %d to %d."
              .formatted(typed.strip(), FIRST_YEAR, LAST_YEAR));
    }
    if (m < 1 || m > 12) {
      throw TrackerException.invalid(
          "There is no day `%s`: a year has 12 months. %s".formatted(typed.strip(), FORMS));
    }
    YearMonth in = YearMonth.of(y, m);
    if (!in.isValidDay(d)) {
      throw TrackerException.invalid(
          "There is no day `%s`: %s has %d days."
              .formatted(typed.strip(), monthName(in), in.lengthOfMonth()));
    }
    return in.atDay(d);
  }

  private static String monthName(YearMonth month) {
    String name = month.getMonth().name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + " " + month.getYear();
  }

  private static LocalDate moved(Matcher offset, LocalDate today) {
    long count = Long.parseLong(offset.group(2)) * (offset.group(1).equals("-") ? -1 : 1);
    ChronoUnit unit =
        switch (offset.group(3)) {
          case "d" -> ChronoUnit.DAYS;
          case "w" -> ChronoUnit.WEEKS;
          case "m" -> ChronoUnit.MONTHS;
          default -> ChronoUnit.YEARS;
        };
    LocalDate day = today.plus(count, unit);
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw TrackerException.invalid(
          "The day `%s` is outside the years %d to %d."
              .formatted(offset.group(), FIRST_YEAR, LAST_YEAR));
    }
    return day;
  }

  private static Optional<LocalDate> weekday(String text, LocalDate today, Towards towards) {
    Matcher matcher = WEEKDAY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String word = matcher.group(2);
    String which = matcher.group(1);
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.length() >= 3 && name.startsWith(word)) {
        if (which == null) {
          return Optional.of(
              today.with(
                  towards == Towards.PAST
                      ? TemporalAdjusters.previousOrSame(day)
                      : TemporalAdjusters.next(day)));
        }
        return Optional.of(
            today.with(
                which.equals("last")
                    ? TemporalAdjusters.previous(day)
                    : TemporalAdjusters.next(day)));
      }
    }
    return Optional.empty();
  }

  private static TrackerException unknown(String typed, String text) {
    List<String> words = new ArrayList<>(NAMED.keySet());
    for (DayOfWeek day : DayOfWeek.values()) {
      words.add(day.name().toLowerCase(Locale.ROOT));
    }
    words.sort(null);
    String shown = typed.strip();
    return TrackerException.invalid(
        Closest.to(text, words)
            .map(near -> "`%s` is no day. Did you mean `%s`?".formatted(shown, near))
            .orElse("`%s` is no day. %s".formatted(shown, FORMS)));
  }
}
