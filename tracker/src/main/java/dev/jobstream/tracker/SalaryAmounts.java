package dev.jobstream.tracker;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the salary that a model wrote as text, as a number, or as an object of its own design. */
final class SalaryAmounts {
  private SalaryAmounts() {}

  static Optional<Salary> read(AnswerValue value) {
    return switch (value) {
      case AnswerValue.Members members -> ofMembers(members);
      case AnswerValue.Text text -> SalaryParser.parse(text.text());
      case AnswerValue.Literal literal -> SalaryParser.parse(literal.plain());
      case AnswerValue.Items items -> SalaryParser.parse(items.plain().replace(", ", " - "));
    };
  }

  /** Whether both name the same amounts, whatever their currency and period. */
  static boolean same(Salary left, Salary right) {
    return within(left, right) && within(right, left);
  }

  /**
   * Whether a salary names no amount outside another's: a model often quotes one end of a range.
   */
  static boolean within(Salary range, Salary other) {
    return within(range, other.min()) && within(range, other.max());
  }

  private static boolean within(Salary range, @Nullable BigDecimal amount) {
    return amount == null
        || (isAtMost(range.min() == null ? range.max() : range.min(), amount)
            && isAtMost(amount, range.max() == null ? range.min() : range.max()));
  }

  private static boolean isAtMost(@Nullable BigDecimal left, @Nullable BigDecimal right) {
    return left == null || right == null || left.compareTo(right) <= 0;
  }

  /** The object said in words, so that there is one reader of amounts, currencies and periods. */
  private static Optional<Salary> ofMembers(AnswerValue.Members members) {
    Optional<AnswerValue> nested = members.member("value", "amount", "range");
    AnswerValue.Members amounts =
        nested.orElse(members) instanceof AnswerValue.Members inner ? inner : members;
    String low = text(amounts, "min", "minvalue", "minimum", "from", "low");
    String high = text(amounts, "max", "maxvalue", "maximum", "to", "high");
    String range =
        low.isEmpty() && high.isEmpty()
            ? text(members, "value", "amount", "range")
            : low.isEmpty() ? "up to " + high : high.isEmpty() ? "from " + low : low + " - " + high;
    String currency = text(members, "currency", "currencycode", "unit");
    String period = text(amounts, "period", "unittext", "per", "interval", "frequency");
    if (period.isEmpty()) {
      period = text(members, "period", "unittext", "per", "interval", "frequency");
    }
    String words =
        "%s %s %s".formatted(range, currency.toUpperCase(Locale.ROOT), period(period)).strip();
    return SalaryParser.parse(words);
  }

  private static String period(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return word.isEmpty() || word.startsWith("per ") ? word : "per " + word;
  }

  private static String text(AnswerValue.Members members, String... names) {
    return members.member(names).map(AnswerValue::plain).flatMap(CleanText::line).orElse("");
  }
}
