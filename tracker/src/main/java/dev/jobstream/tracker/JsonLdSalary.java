package dev.jobstream.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads schema.org's {@code MonetaryAmount} and {@code QuantitativeValue}. */
final class JsonLdSalary {
  private JsonLdSalary() {}

  /** Longer than this no page writes an amount. */
  private static final int LONGEST_NUMBER = 20;

  private static final int LARGEST_EXPONENT = 12;

  /**
   * The salary of a {@code baseSalary}: an object, a number or a text.
   *
   * @param salaryCurrency the posting's own currency, if it names one
   */
  static Optional<Salary> read(JsonNode baseSalary, Optional<String> salaryCurrency) {
    JsonNode amount = baseSalary.isArray() ? baseSalary.path(0) : baseSalary;
    JsonNode value = amount.path("value");
    value = value.isArray() ? value.path(0) : value;
    JsonNode bounds = value.isObject() ? value : amount;
    BigDecimal single = number(bounds.path("value"));
    BigDecimal min = number(bounds.path("minValue"));
    BigDecimal max = number(bounds.path("maxValue"));
    String currency =
        first(amount.path("currency"), bounds.path("currency"), bounds.path("unitCode"));
    currency = Currencies.code(currency != null ? currency : salaryCurrency.orElse(null));
    String unit = first(bounds.path("unitText"), amount.path("unitText"), bounds.path("unitCode"));
    Salary.Period period = unit == null ? null : PayPeriods.ofUnit(unit);
    if (min == null && max == null) {
      min = single;
      max = single;
    }
    if (min == null && max == null) {
      return readText(first(value, amount), currency, period);
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      return Optional.of(new Salary(max, min, currency, period));
    }
    return Optional.of(new Salary(min, max, currency, period));
  }

  private static Optional<Salary> readText(
      @Nullable String text, @Nullable String currency, Salary.@Nullable Period period) {
    return text == null
        ? Optional.empty()
        : SalaryParser.parse(text)
            .map(salary ->
                new Salary(
                    salary.min(),
                    salary.max(),
                    salary.currency() != null ? salary.currency() : currency,
                    salary.period() != null ? salary.period() : period));
  }

  private static @Nullable String first(JsonNode... nodes) {
    for (JsonNode node : nodes) {
      if (node.isTextual() && !node.textValue().isBlank()) {
        return node.textValue().strip();
      }
    }
    return null;
  }

  private static @Nullable BigDecimal number(JsonNode node) {
    return node.isTextual() ? number(node.textValue()).orElse(null) : null;
  }

  /**
   * A number above zero as JSON writes it; empty for "85,000", which is left to the text's rules.
   */
  static Optional<BigDecimal> number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      if (number.signum() <= 0 || Math.abs(number.scale()) > LARGEST_EXPONENT) {
        return Optional.empty();
      }
      BigDecimal plain = number.stripTrailingZeros();
      return Optional.of(plain.scale() < 0 ? plain.setScale(0) : plain);
    } catch (NumberFormatException notPlain) {
      return Optional.empty();
    }
  }
}
