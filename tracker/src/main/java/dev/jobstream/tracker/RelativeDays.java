package dev.jobstream.tracker;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads days that are counted from the day on which somebody looked: {@code 3 days ago}, {@code
 * yesterday}, {@code vor 2 Wochen}. In English, German, French, Spanish and Dutch. {@code 30+ days
 * ago} is no day, and what was years ago is no posting.
 */
final class RelativeDays {
  private RelativeDays() {}

  /**
   * A day and where it stands in the text that was given.
   *
   * @param exact whether it is that day and no other, as far as the words go: "2 weeks ago" may be
   *     six days more, and "14 hours ago" the day before
   * @param word whether it is a single word, such as "today", or "hier", which is "here" in German:
   *     by itself it says little
   */
  record Match(LocalDate date, Span span, boolean exact, boolean word) {}

  private static final String NUMBER = "(?<%s>\\d{1,2}|an?|one|einem|einer|une?|una|een)";

  private static final String UNITS =
      "(?<%s>minutes?|hours?|days?|weeks?|months?"
          + "|minuten?|stunden?|tage?n?|wochen?|monate?n?"
          + "|heures?|jours?|semaines?|mois"
          + "|minutos?|horas?|días?|dias?|semanas?|mes|meses"
          + "|minuut|uur|dag|dagen|weken|maand|maanden)";

  private static final Pattern AGO =
      Pattern.compile(
          "(?<![\\p{L}\\d.,+-])(?:"
              + (NUMBER.formatted("n1") + " ?" + UNITS.formatted("u1") + " (?:ago|geleden)")
              + "|(?:vor|il y a|hace) "
              + (NUMBER.formatted("n2") + " " + UNITS.formatted("u2"))
              + "|(?<today>today|just now|heute|aujourd['’]hui|hoy|vandaag)"
              + "|(?<yesterday>yesterday|gestern|hier|ayer|gisteren)"
              + ")(?!\\p{L})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** "More than 30 days ago", "2 to 3 days ago": no day. */
  private static final Pattern BOUND =
      Pattern.compile(
          "(?:\\b(?:than|over|least|to|or|dan|más de|plus de|mehr als|über|bis|oder)|[–—]) ?$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final int WINDOW = 16;

  /** The days of a line, in its order, counted back from a day. */
  static List<Match> find(String line, LocalDate seen) {
    List<Match> found = new ArrayList<>();
    Matcher matcher = AGO.matcher(line);
    while (matcher.find()) {
      if (BOUND
          .matcher(line)
          .region(Math.max(0, matcher.start() - WINDOW), matcher.start())
          .find()) {
        continue;
      }
      Span span = new Span(matcher.start(), matcher.end());
      if (matcher.group("today") != null) {
        found.add(new Match(seen, span, true, true));
      } else if (matcher.group("yesterday") != null) {
        found.add(new Match(seen.minusDays(1), span, true, true));
      } else {
        boolean first = matcher.group("n1") != null;
        int number = number(matcher.group(first ? "n1" : "n2"));
        found.add(counted(number, matcher.group(first ? "u1" : "u2"), seen, span));
      }
    }
    return found;
  }

  private static int number(String written) {
    return Character.isDigit(written.charAt(0)) ? Integer.parseInt(written) : 1;
  }

  private static Match counted(int number, String unit, LocalDate seen, Span span) {
    String lower = unit.toLowerCase(Locale.ROOT);
    if (lower.startsWith("d") || lower.startsWith("tag") || lower.startsWith("jour")) {
      return new Match(seen.minusDays(number), span, true, false);
    }
    boolean week = lower.startsWith("we") || lower.startsWith("wo") || lower.startsWith("sem");
    boolean month = lower.startsWith("mo") || lower.startsWith("me") || lower.startsWith("ma");
    LocalDate day = week ? seen.minusWeeks(number) : month ? seen.minusMonths(number) : seen;
    return new Match(day, span, false, false);
  }
}
