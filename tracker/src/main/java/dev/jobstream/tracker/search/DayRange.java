package dev.jobstream.tracker.search;

import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.SearchTerm.DateField;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.SearchToken.Value;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Days as they are compared in a search: {@code 2026-10-01}, {@code >2026-10-01}, {@code 2026-10},
 * {@code 2026}, {@code -7d..today}.
 *
 * @param first the first day of it
 * @param last the last day of it
 */
record DayRange(LocalDate first, LocalDate last) {
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{1,2}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  /**
   * The bounds that a value sets; none if it is being typed and no day yet.
   *
   * @throws TrackerException.InvalidSearch if it is no day
   */
  static List<SearchTerm> terms(Value value, DateField field, LocalDate today, boolean mayGoOn) {
    try {
      return terms(value.text().strip(), field, today);
    } catch (TrackerException.Invalid e) {
      if (mayGoOn) {
        return List.of();
      }
      throw value.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static List<SearchTerm> terms(String text, DateField field, LocalDate today) {
    Compared compared = Compared.of(text);
    return switch (compared) {
      case Compared.One one -> {
        DayRange period = period(one.value(), today);
        Comparison comparison = one.comparison();
        yield switch (comparison) {
          case LESS -> List.of(new SearchTerm.DateIs(field, comparison, period.first));
          case LESS_OR_EQUAL -> List.of(new SearchTerm.DateIs(field, comparison, period.last));
          case EQUAL -> period.bounds(field);
          case GREATER_OR_EQUAL -> List.of(new SearchTerm.DateIs(field, comparison, period.first));
          case GREATER -> List.of(new SearchTerm.DateIs(field, comparison, period.last));
        };
      }
      case Compared.Range range -> {
        String from = range.from();
        String to = range.to();
        List<SearchTerm> bounds = new ArrayList<>();
        LocalDate first = from.isEmpty() ? LocalDate.MIN : period(from, today).first;
        LocalDate last = to.isEmpty() ? LocalDate.MAX : period(to, today).last;
        if (first.isAfter(last)) {
          throw TrackerException.invalid(
              "The range `%s` ends before it begins. Write the earlier day first.".formatted(text));
        }
        if (!from.isEmpty()) {
          bounds.add(new SearchTerm.DateIs(field, Comparison.GREATER_OR_EQUAL, first));
        }
        if (!to.isEmpty()) {
          bounds.add(new SearchTerm.DateIs(field, Comparison.LESS_OR_EQUAL, last));
        }
        yield bounds;
      }
    };
  }

  private List<SearchTerm> bounds(DateField field) {
    return first.equals(last)
        ? List.of(new SearchTerm.DateIs(field, Comparison.EQUAL, first))
        : List.of(
            new SearchTerm.DateIs(field, Comparison.GREATER_OR_EQUAL, first),
            new SearchTerm.DateIs(field, Comparison.LESS_OR_EQUAL, last));
  }

  /** A day, or all days of a month or a year. */
  private static DayRange period(String text, LocalDate today) {
    if (MONTH.matcher(text).matches()) {
      // The first day tells whether there is such a month.
      LocalDate first = TypedDay.parse(text + "-01", today, TypedDay.Towards.PAST);
      return new DayRange(first, YearMonth.from(first).atEndOfMonth());
    }
    if (YEAR.matcher(text).matches()) {
      LocalDate first = TypedDay.parse(text + "-01-01", today, TypedDay.Towards.PAST);
      return new DayRange(first, Year.from(first).atMonth(12).atEndOfMonth());
    }
    LocalDate day = TypedDay.parse(text, today, TypedDay.Towards.PAST);
    return new DayRange(day, day);
  }
}
