package dev.jobstream.web;

import dev.jobstream.tracker.Salary;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pay in words for people. */
final class SalaryText {
  private SalaryText() {}

  /** {@code 80,000 to 95,000 EUR per year}. */
  static String of(Salary salary) {
    StringBuilder text = new StringBuilder();
    BigDecimal min = salary.min();
    BigDecimal max = salary.max();
    if (min != null && max != null && min.compareTo(max) != 0) {
      text.append(amount(min)).append(" to ").append(amount(max));
    } else if (min == null) {
      text.append("up to ").append(amount(Objects.requireNonNull(max)));
    } else {
      text.append(max == null ? "from " : "").append(amount(min));
    }
    if (salary.currency() != null) {
      text.append(' ').append(salary.currency());
    }
    if (salary.period() != null) {
      text.append(' ').append(Words.of(salary.period()));
    }
    return text.toString();
  }

  /** An amount as a form takes it; empty for none. */
  static String forForm(@Nullable BigDecimal amount) {
    return amount == null ? "" : amount.stripTrailingZeros().toPlainString();
  }

  private static String amount(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount).replaceFirst("\\.00$", "");
  }
}
