package dev.jobstream.tracker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an amount is paid for from the words around it. */
final class PayPeriods {
  private PayPeriods() {}

  /**
   * A period.
   *
   * @param end how many characters behind the amount belong to it; 0 if it stands before
   */
  record Match(Salary.Period period, int end) {}

  /** How many words behind an amount may stand before its period ("€ brutto im Jahr"). */
  private static final int WORDS_BEHIND = 5;

  private static final Map<String, Salary.Period> WORDS =
      Map.ofEntries(
          Map.entry("hour", Salary.Period.HOUR),
          Map.entry("hr", Salary.Period.HOUR),
          Map.entry("h", Salary.Period.HOUR),
          Map.entry("ph", Salary.Period.HOUR),
          Map.entry("hourly", Salary.Period.HOUR),
          Map.entry("stunde", Salary.Period.HOUR),
          Map.entry("std", Salary.Period.HOUR),
          Map.entry("stündlich", Salary.Period.HOUR),
          Map.entry("stundenlohn", Salary.Period.HOUR),
          Map.entry("stundensatz", Salary.Period.HOUR),
          Map.entry("heure", Salary.Period.HOUR),
          Map.entry("hora", Salary.Period.HOUR),
          Map.entry("day", Salary.Period.DAY),
          Map.entry("daily", Salary.Period.DAY),
          Map.entry("diem", Salary.Period.DAY),
          Map.entry("tag", Salary.Period.DAY),
          Map.entry("tagessatz", Salary.Period.DAY),
          Map.entry("jour", Salary.Period.DAY),
          Map.entry("tjm", Salary.Period.DAY),
          Map.entry("día", Salary.Period.DAY),
          Map.entry("week", Salary.Period.WEEK),
          Map.entry("wk", Salary.Period.WEEK),
          Map.entry("weekly", Salary.Period.WEEK),
          Map.entry("woche", Salary.Period.WEEK),
          Map.entry("semaine", Salary.Period.WEEK),
          Map.entry("month", Salary.Period.MONTH),
          Map.entry("mo", Salary.Period.MONTH),
          Map.entry("mon", Salary.Period.MONTH),
          Map.entry("monthly", Salary.Period.MONTH),
          Map.entry("pcm", Salary.Period.MONTH),
          Map.entry("monat", Salary.Period.MONTH),
          Map.entry("monatlich", Salary.Period.MONTH),
          Map.entry("monatsgehalt", Salary.Period.MONTH),
          Map.entry("mtl", Salary.Period.MONTH),
          Map.entry("mois", Salary.Period.MONTH),
          Map.entry("mensuel", Salary.Period.MONTH),
          Map.entry("mes", Salary.Period.MONTH),
          Map.entry("year", Salary.Period.YEAR),
          Map.entry("yr", Salary.Period.YEAR),
          Map.entry("yearly", Salary.Period.YEAR),
          Map.entry("annum", Salary.Period.YEAR),
          Map.entry("annual", Salary.Period.YEAR),
          Map.entry("annually", Salary.Period.YEAR),
          Map.entry("annualized", Salary.Period.YEAR),
          Map.entry("pa", Salary.Period.YEAR),
          Map.entry("jahr", Salary.Period.YEAR),
          Map.entry("jährlich", Salary.Period.YEAR),
          Map.entry("jahresgehalt", Salary.Period.YEAR),
          Map.entry("jahresbruttogehalt", Salary.Period.YEAR),
          Map.entry("bruttojahresgehalt", Salary.Period.YEAR),
          Map.entry("jahresbrutto", Salary.Period.YEAR),
          Map.entry("annuel", Salary.Period.YEAR),
          Map.entry("annuels", Salary.Period.YEAR),
          Map.entry("anual", Salary.Period.YEAR),
          Map.entry("anuales", Salary.Period.YEAR),
          Map.entry("anno", Salary.Period.YEAR),
          Map.entry("jaar", Salary.Period.YEAR),
          Map.entry("mensual", Salary.Period.MONTH),
          Map.entry("mensuales", Salary.Period.MONTH),
          Map.entry("mese", Salary.Period.MONTH),
          Map.entry("maand", Salary.Period.MONTH),
          Map.entry("año", Salary.Period.YEAR),
          Map.entry("lpa", Salary.Period.YEAR));

  /** schema.org's {@code unitText}, as pages write it. */
  static Salary.@Nullable Period ofUnit(String unit) {
    Match match = behind(unit);
    return match == null ? null : match.period();
  }

  /** What an amount is paid for; null if nothing around it says so. */
  static @Nullable Match around(String before, String after, String amount) {
    Match behind = behind(after);
    Salary.Period ahead = last(before);
    boolean inBrackets =
        behind != null && ahead != null && after.substring(0, behind.end()).indexOf('(') >= 0;
    if (behind != null && !inBrackets) {
      return behind;
    }
    Salary.Period within = last(amount);
    Salary.Period period = within != null ? within : ahead;
    return period == null ? null : new Match(period, 0);
  }

  private static @Nullable Match behind(String after) {
    int words = 0;
    int i = 0;
    while (i < after.length() && words < WORDS_BEHIND) {
      int start = i;
      while (i < after.length() && Character.isLetter(after.charAt(i))) {
        i++;
      }
      if (i > start) {
        words++;
        String word = after.substring(start, i).toLowerCase(Locale.ROOT);
        Salary.Period period = WORDS.get(word);
        if (period != null) {
          return new Match(period, i);
        }
        if (isAbbreviated(after, start, word)) {
          return new Match(Salary.Period.YEAR, word.equals("p") ? start + 3 : i);
        }
      } else if (after.charAt(i) == ';' || Character.isDigit(after.charAt(i))) {
        return null; // another amount, or another matter, begins
      } else {
        i++;
      }
    }
    return null;
  }

  /** "p.a.", "/an" and "par an": "an" alone is what stands before "hour". */
  private static boolean isAbbreviated(String after, int start, String word) {
    if (word.equals("p")) {
      return after.regionMatches(true, start, "p.a", 0, 3);
    }
    String between = after.substring(0, start).strip();
    return word.equals("an") && (between.endsWith("/") || between.endsWith("par"));
  }

  private static Salary.@Nullable Period last(String before) {
    List<String> words = List.of(Words.of(before).toString().split(" ", -1));
    for (String word : words.reversed()) {
      Salary.Period period = WORDS.get(word);
      if (period != null && !word.equals("h") && !word.equals("mo")) {
        return period;
      }
    }
    return null;
  }
}
