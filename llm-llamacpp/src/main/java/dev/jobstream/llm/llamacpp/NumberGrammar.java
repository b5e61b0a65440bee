package dev.jobstream.llm.llamacpp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grammars of JSON numbers between two bounds. A side without a bound ends at 16 digits, which a
 * double and a long can hold.
 */
final class NumberGrammar {
  private static final int MAX_DIGITS = 16;
  private static final String FRACTION = "\".\" [0-9]{1,16}";
  private static final String ZERO_FRACTION = "\".\" \"0\"{1,16}";
  private static final String OTHER_FRACTION = "\".\" \"0\"{0,15} [1-9] [0-9]{0,15}";

  private NumberGrammar() {}

  /** Any integer, or any number. */
  static String unbounded(boolean integer) {
    return integer
        ? "\"0\" | \"-\"? [1-9] [0-9]{0,15}"
        : "\"-\"? (\"0\" | [1-9] [0-9]{0,15}) (%s)? ([eE] [-+]? [1-9] [0-9]?)?".formatted(FRACTION);
  }

  /** The integers from one to another; both may be null and both belong to it. */
  static String integers(@Nullable BigInteger min, @Nullable BigInteger max) {
    BigInteger low = min == null ? beyond(max).negate().add(BigInteger.ONE) : min;
    BigInteger high = max == null ? beyond(min).subtract(BigInteger.ONE) : max;
    List<String> parts = new ArrayList<>();
    if (low.signum() < 0) {
      BigInteger from = high.signum() < 0 ? high.negate() : BigInteger.ONE;
      parts.add("\"-\" " + digits(from, low.negate()));
    }
    if (high.signum() >= 0) {
      parts.add(digits(low.max(BigInteger.ZERO), high));
    }
    return GrammarRules.oneOf(parts);
  }

  /**
   * The numbers from one integer to another, either of which may be null.
   *
   * @param includesMin whether the lower bound belongs to it
   * @param includesMax whether the upper bound belongs to it
   */
  static String numbers(
      @Nullable BigInteger min,
      boolean includesMin,
      @Nullable BigInteger max,
      boolean includesMax) {
    BigInteger low = min == null ? beyond(max).negate() : min;
    BigInteger high = max == null ? beyond(min) : max;
    boolean withLow = min != null && includesMin;
    boolean withHigh = max != null && includesMax;
    List<String> parts = new ArrayList<>();
    if (low.signum() < 0) {
      boolean belowZero = high.signum() < 0;
      List<String> negative =
          decimals(
              belowZero ? high.negate() : BigInteger.ZERO,
              belowZero && withHigh,
              low.negate(),
              withLow);
      parts.add("\"-\" " + GrammarRules.oneOf(negative));
    }
    if (high.signum() > 0 || (high.signum() == 0 && withHigh)) {
      boolean fromZero = low.signum() < 0;
      parts.addAll(decimals(fromZero ? BigInteger.ZERO : low, fromZero || withLow, high, withHigh));
    }
    return GrammarRules.oneOf(parts);
  }

  /** A power of ten that has more digits than a number should, and than the other bound has. */
  private static BigInteger beyond(@Nullable BigInteger other) {
    int digits = other == null ? 0 : other.abs().toString().length();
    return BigInteger.TEN.pow(Math.max(MAX_DIGITS, digits));
  }

  /** Numbers of no sign: from an integer with its fractions up to just another integer. */
  private static List<String> decimals(
      BigInteger low, boolean withLow, BigInteger high, boolean withHigh) {
    List<String> parts = new ArrayList<>();
    BigInteger first = withLow ? low : low.add(BigInteger.ONE);
    BigInteger beforeHigh = high.subtract(BigInteger.ONE);
    if (!withLow && low.compareTo(high) < 0) {
      parts.add(digits(low, low) + " " + OTHER_FRACTION);
    }
    if (first.compareTo(beforeHigh) <= 0) {
      parts.add(digits(first, beforeHigh) + " (" + FRACTION + ")?");
    }
    if (withHigh && (withLow || low.compareTo(high) < 0)) {
      parts.add(digits(high, high) + " (" + ZERO_FRACTION + ")?");
    }
    return parts;
  }

  /** Integers of no sign, without leading zeros. */
  private static String digits(BigInteger low, BigInteger high) {
    String from = low.toString();
    String to = high.toString();
    List<String> parts = new ArrayList<>();
    if (from.length() == to.length()) {
      sameLength(from, to, parts);
    } else {
      sameLength(from, "9".repeat(from.length()), parts);
      if (to.length() - from.length() > 1) {
        parts.add("[1-9]" + digitCount(from.length(), to.length() - 2));
      }
      sameLength("1" + "0".repeat(to.length() - 1), to, parts);
    }
    return GrammarRules.oneOf(parts);
  }

  private static void sameLength(String from, String to, List<String> parts) {
    int common = 0;
    while (common < from.length() && from.charAt(common) == to.charAt(common)) {
      common++;
    }
    String prefix = common == 0 ? "" : GrammarRules.literal(from.substring(0, common));
    if (common == from.length()) {
      parts.add(prefix);
      return;
    }
    String lowRest = from.substring(common + 1);
    String highRest = to.substring(common + 1);
    char first = from.charAt(common);
    char last = to.charAt(common);
    List<String> rest = new ArrayList<>();
    if (!lowRest.matches("0*")) {
      rest.add(withDigit(first, lowRest, "9".repeat(lowRest.length())));
      first++;
    }
    boolean wholeLast = highRest.matches("9*");
    char lastWhole = wholeLast ? last : (char) (last - 1);
    if (first <= lastWhole) {
      String digit = first == lastWhole ? "\"" + first + "\"" : "[" + first + "-" + lastWhole + "]";
      rest.add((digit + digitCount(lowRest.length(), lowRest.length())).strip());
    }
    if (!wholeLast) {
      rest.add(withDigit(last, "0".repeat(highRest.length()), highRest));
    }
    if (prefix.isEmpty()) {
      parts.addAll(rest);
    } else {
      parts.add(prefix + " " + GrammarRules.oneOf(rest));
    }
  }

  private static String withDigit(char digit, String from, String to) {
    List<String> parts = new ArrayList<>();
    sameLength(from, to, parts);
    return "\"" + digit + "\" " + GrammarRules.oneOf(parts);
  }

  private static String digitCount(int min, int max) {
    if (max == 0) {
      return "";
    }
    return min == max
        ? (min == 1 ? " [0-9]" : " [0-9]{" + min + "}")
        : " [0-9]{" + min + "," + max + "}";
  }
}
