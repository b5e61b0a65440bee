package dev.jobstream.tracker.search;

import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.SearchToken.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pay as it is compared in a search: {@code >80k}, {@code 60000..90000}, {@code <1.2mEUR}. */
final class SalaryRange {
  private SalaryRange() {}

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<sign>\\p{Sc}?)(?<whole>\\d{1,3}(?:[.,'’_ ]\\d{3}){1,3}|\\d{1,9})(?:\\.(?<part>\\d{1,2}))?"
              + "(?<unit>[km]?) ?(?<currency>\\p{Sc}|[a-z]{3})?");

  /** The signs that stand for one currency more than for any other. */
  private static final Map<String, String> SIGNS = Map.of("€", "EUR", "£", "GBP", "₹", "INR");

  private record Amount(BigDecimal number, @Nullable String currency) {
    SearchTerm is(Comparison comparison) {
      return new SearchTerm.SalaryIs(comparison, number, currency);
    }
  }

  /**
   * The bounds that a value sets. An amount alone is the least that is wanted.
   *
   * @throws TrackerException.InvalidSearch if it is none
   */
  static List<SearchTerm> terms(Value value) {
    try {
      return terms(value.text().strip());
    } catch (TrackerException.Invalid e) {
      throw value.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static List<SearchTerm> terms(String text) {
    return switch (Compared.of(text)) {
      case Compared.One one ->
          List.of(
              amount(one.value())
                  .is(
                      one.comparison() == Comparison.EQUAL && !text.startsWith("=")
                          ? Comparison.GREATER_OR_EQUAL
                          : one.comparison()));
      case Compared.Range range -> {
        String from = range.from();
        String to = range.to();
        List<SearchTerm> bounds = new ArrayList<>();
        if (!from.isEmpty()) {
          bounds.add(amount(from).is(Comparison.GREATER_OR_EQUAL));
        }
        if (!to.isEmpty()) {
          bounds.add(amount(to).is(Comparison.LESS_OR_EQUAL));
        }
        if (bounds.size() == 2 && amount(from).number.compareTo(amount(to).number) > 0) {
          throw TrackerException.invalid(
              "The range `%s` ends below its beginning. Write the lower amount first."
                  .formatted(text));
        }
        yield bounds;
      }
    };
  }

  private static Amount amount(String text) {
    Matcher matcher = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw TrackerException.invalid(
          "`%s` is no amount of pay. Write it as `>80k`, `60000..90000` or `<1.2mEUR`."
              .formatted(text));
    }
    String part = matcher.group("part") == null ? "" : "." + matcher.group("part");
    BigDecimal number = new BigDecimal(matcher.group("whole").replaceAll("\\D", "") + part);
    BigDecimal amount =
        switch (matcher.group("unit")) {
          case "k" -> number.movePointRight(3);
          case "m" -> number.movePointRight(6);
          default -> number;
        };
    return new Amount(amount, currency(matcher.group("sign"), matcher.group("currency")));
  }

  private static @Nullable String currency(String before, @Nullable String after) {
    String named = after == null || after.isEmpty() ? before : after;
    return named.length() == 3 ? named.toUpperCase(Locale.ROOT) : SIGNS.get(named);
  }
}
