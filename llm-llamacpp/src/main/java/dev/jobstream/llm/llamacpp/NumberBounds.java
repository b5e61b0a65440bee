package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The bounds that a schema sets to its numbers. */
final class NumberBounds {
  private static final BigDecimal FARTHEST = BigDecimal.TEN.pow(18);

  private final SchemaNode schema;
  private final @Nullable BigDecimal min;
  private final @Nullable BigDecimal max;
  private final boolean withMin;
  private final boolean withMax;

  private NumberBounds(SchemaNode schema) {
    this.schema = schema;
    BigDecimal from = bound("minimum");
    BigDecimal above = bound("exclusiveMinimum");
    BigDecimal to = bound("maximum");
    BigDecimal below = bound("exclusiveMaximum");
    this.withMin = above == null || (from != null && from.compareTo(above) > 0);
    this.withMax = below == null || (to != null && to.compareTo(below) < 0);
    this.min = withMin ? from : above;
    this.max = withMax ? to : below;
  }

  static NumberBounds of(SchemaNode schema) {
    return new NumberBounds(schema);
  }

  private @Nullable BigDecimal bound(String keyword) {
    JsonNode value = schema.json().get(keyword);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || value.decimalValue().abs().compareTo(FARTHEST) > 0) {
      throw schema.refused(keyword, "is not a number of at most 18 digits");
    }
    return value.decimalValue();
  }

  String integers() {
    if (min == null && max == null) {
      return NumberGrammar.unbounded(true);
    }
    BigInteger first = min == null ? null : ceiling(min, withMin);
    BigInteger last = max == null ? null : ceiling(max.negate(), withMax).negate();
    checkSome(first, last, true);
    return NumberGrammar.integers(first, last);
  }

  /** The least integer from a bound on, or behind it. */
  private static BigInteger ceiling(BigDecimal bound, boolean included) {
    return included
        ? bound.setScale(0, RoundingMode.CEILING).toBigInteger()
        : bound.setScale(0, RoundingMode.FLOOR).toBigInteger().add(BigInteger.ONE);
  }

  String numbers() {
    if (min == null && max == null) {
      return NumberGrammar.unbounded(false);
    }
    BigInteger first = whole(min, withMin ? "minimum" : "exclusiveMinimum");
    BigInteger last = whole(max, withMax ? "maximum" : "exclusiveMaximum");
    checkSome(first, last, withMin && withMax);
    return NumberGrammar.numbers(first, withMin, last, withMax);
  }

  private @Nullable BigInteger whole(@Nullable BigDecimal bound, String keyword) {
    if (bound != null && !SchemaNode.isWhole(bound)) {
      throw schema.refused(keyword, "is not a whole number, which is not supported");
    }
    return bound == null ? null : bound.toBigInteger();
  }

  private void checkSome(
      @Nullable BigInteger first, @Nullable BigInteger last, boolean mayBeEqual) {
    if (first != null && last != null) {
      int order = first.compareTo(last);
      if (order > 0 || (order == 0 && !mayBeEqual)) {
        throw schema.refused("allows no value at all");
      }
    }
  }
}
