package dev.jobstream.tracker;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates: ISO 8601, {@code 12 March 2026}, {@code March 12th, 2026}, {@code 12.03.2026}, and
 * {@code 13/03/2026} where only one reading is a date. Months in English, German, French, Spanish
 * and Dutch. What counts from another day ("3 days ago") is read by {@link RelativeDays}.
 */
final class DateParser {
  private DateParser() {}

  /** A date and where it stands in the text that was given. */
  record Match(LocalDate date, Span span) {}

  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2100;

  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("jän", 1),
          Map.entry("ene", 1),
          Map.entry("feb", 2),
          Map.entry("fev", 2),
          Map.entry("fév", 2),
          Map.entry("mar", 3),
          Map.entry("mär", 3),
          Map.entry("mrz", 3),
          Map.entry("mrt", 3),
          Map.entry("apr", 4),
          Map.entry("avr", 4),
          Map.entry("abr", 4),
          Map.entry("may", 5),
          Map.entry("mai", 5),
          Map.entry("mei", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("aoû", 8),
          Map.entry("aou", 8),
          Map.entry("ago", 8),
          Map.entry("sep", 9),
          Map.entry("oct", 10),
          Map.entry("okt", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12),
          Map.entry("dez", 12),
          Map.entry("déc", 12),
          Map.entry("dic", 12));

  private static final List<String> MONTH_NAMES =
      List.of(
          "january januari janvier januar jänner enero",
          "february februari februar février fevrier febrero",
          "march maart märz maerz mars marzo mrz",
          "april avril abril",
          "may mei mai mayo",
          "june juni juin junio",
          "july juli juillet julio",
          "august augustus août aout agosto",
          "september sept septembre septiembre",
          "october oktober octobre octubre",
          "november novembre noviembre",
          "december dezember décembre decembre diciembre");

  /** Every part is bounded, so that the work for one start is, too. */
  private static final Pattern DATE =
      Pattern.compile(
          "(?<![\\d.,/-])(?:"
              + "(?<iy>\\d{4})[-/](?<im>\\d{1,2})[-/](?<id>\\d{1,2})(?:T[\\d:.,Z+-]{1,30})?(?!\\d)"
              + "|(?<dd>\\d{1,2})(?:st|nd|rd|th|\\.|er|º)?[ \\u00a0-]{0,2}(?:of |de )?"
              + "(?<dm>\\p{L}{3,10})\\.?,?[ \\u00a0-]{1,2}(?:de |del )?(?<dy>\\d{4})(?!\\d)"
              + "|(?<nd>\\d{1,2})(?<sep>[./-])[ ]?(?<nm>\\d{1,2})\\k<sep>[ ]?(?<ny>\\d{4})(?!\\d)"
              + ")"
              + "|(?<!\\p{L})(?<mm>\\p{L}{3,10})\\.?[ \\u00a0]{1,2}(?<md>\\d{1,2})(?:st|nd|rd|th)?,?"
              + "[ \\u00a0]{1,2}(?<my>\\d{4})(?!\\d)");

  /** The first date that a value names; empty if it names none, or none that is certain. */
  static Optional<LocalDate> parse(String value) {
    return find(Lines.cut(value)).stream().findFirst().map(Match::date);
  }

  /** The dates of a line, in its order. */
  static List<Match> find(String line) {
    List<Match> found = new ArrayList<>();
    Matcher matcher = DATE.matcher(line);
    while (matcher.find()) {
      date(matcher)
          .ifPresent(date -> found.add(new Match(date, new Span(matcher.start(), matcher.end()))));
    }
    return found;
  }

  private static Optional<LocalDate> date(Matcher matcher) {
    if (matcher.group("iy") != null) {
      return day(matcher.group("iy"), matcher.group("im"), matcher.group("id"));
    }
    if (matcher.group("dy") != null) {
      return month(matcher.group("dm"))
          .flatMap(month -> day(matcher.group("dy"), month, matcher.group("dd")));
    }
    if (matcher.group("my") != null) {
      return month(matcher.group("mm"))
          .flatMap(month -> day(matcher.group("my"), month, matcher.group("md")));
    }
    String first = matcher.group("nd");
    String second = matcher.group("nm");
    String year = matcher.group("ny");
    if (matcher.group("sep").equals(".")) {
      // With dots the day goes first wherever dates are written so.
      return day(year, second, first);
    }
    Optional<LocalDate> dayFirst = day(year, second, first);
    Optional<LocalDate> monthFirst = day(year, first, second);
    return dayFirst.isPresent() && monthFirst.isPresent() && !dayFirst.equals(monthFirst)
        ? Optional.empty()
        : dayFirst.or(() -> monthFirst);
  }

  private static Optional<String> month(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.length() == 3) {
      return Optional.ofNullable(MONTHS.get(lower)).map(String::valueOf);
    }
    return nameOf(lower);
  }

  private static Optional<String> nameOf(String lower) {
    for (int i = 0; i < MONTH_NAMES.size(); i++) {
      if ((' ' + MONTH_NAMES.get(i) + ' ').contains(' ' + lower + ' ')) {
        return Optional.of(String.valueOf(i + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> day(String year, String month, String day) {
    try {
      int y = Integer.parseInt(year);
      return y < FIRST_YEAR || y > LAST_YEAR
          ? Optional.empty()
          : Optional.of(LocalDate.of(y, Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
