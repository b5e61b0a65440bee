package dev.jobstream.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Days and times in words for people. */
final class DayText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

  private DayText() {}

  /** {@code 19 Mar 2026}. */
  static String of(LocalDate day) {
    return DAY.format(day);
  }

  /** The day of a moment, in a zone. */
  static LocalDate day(Instant moment, ZoneId zone) {
    return LocalDate.ofInstant(moment, zone);
  }

  /**
   * {@code Fri 20 Mar 2026, 10:30 (Europe/Berlin)}; the zone is left out where it is the reader's.
   */
  static String of(ZonedDateTime time, ZoneId reader) {
    String text = MINUTE.format(time);
    boolean same = reader.getRules().getOffset(time.toInstant()).equals(time.getOffset());
    return same ? text : "%s (%s)".formatted(text, time.getZone());
  }

  /** As {@code <input type="datetime-local">} takes it. */
  static String forForm(ZonedDateTime time) {
    return FORM.format(time);
  }

  /** How far off a day is: {@code today}, {@code in 3 days}, {@code 2 days ago}. */
  static String away(LocalDate day, LocalDate today) {
    long days = ChronoUnit.DAYS.between(today, day);
    if (days == 0) {
      return "today";
    }
    if (days == 1) {
      return "tomorrow";
    }
    if (days == -1) {
      return "yesterday";
    }
    return days > 0 ? "in %d days".formatted(days) : "%d days ago".formatted(-days);
  }
}
