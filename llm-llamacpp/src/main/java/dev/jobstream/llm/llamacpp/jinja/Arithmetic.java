package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.List;

/** What operators do with numbers, strings and lists. */
final class Arithmetic {
  private Arithmetic() {}

  static Object compute(String operator, Object left, Object right, Budget budget) {
    if (operator.equals("+") && left instanceof String text && right instanceof String other) {
      budget.characters(text.length() + (long) other.length());
      return text + other;
    }
    if (operator.equals("+")
        && left instanceof List<?> list
        && right instanceof List<?> other
        && left instanceof Tuple == right instanceof Tuple) {
      budget.steps(list.size() + (long) other.size());
      List<Object> sum = new ArrayList<>(list);
      sum.addAll(other);
      return left instanceof Tuple ? new Tuple(sum) : sum;
    }
    if (operator.equals("%") && left instanceof String text) {
      return StringFormat.percent(text, right, budget);
    }
    if (operator.equals("*")) {
      if (left instanceof String text && Values.number(right) instanceof Long count) {
        return repeat(text, count, budget);
      }
      if (right instanceof String text && Values.number(left) instanceof Long count) {
        return repeat(text, count, budget);
      }
    }
    Number a = Values.number(left);
    Number b = Values.number(right);
    if (a == null || b == null) {
      throw Values.fails(left, right, "do not go with '" + operator + "'");
    }
    try {
      return a instanceof Long x && b instanceof Long y && !operator.equals("/")
          ? whole(operator, x, y)
          : (Object) fraction(operator, a.doubleValue(), b.doubleValue());
    } catch (ArithmeticException e) {
      throw JinjaException.failed("a number is too large, or divided by zero");
    }
  }

  private static Object whole(String operator, long a, long b) {
    return switch (operator) {
      case "+" -> Math.addExact(a, b);
      case "-" -> Math.subtractExact(a, b);
      case "*" -> Math.multiplyExact(a, b);
      case "//" -> Math.floorDiv(a, b);
      case "%" -> Math.floorMod(a, b);
      case "**" -> b < 0 ? (Object) Math.pow((double) a, (double) b) : (Object) power(a, b);
      default -> throw new IllegalStateException("There is no operator `" + operator + "`.");
    };
  }

  private static long power(long base, long exponent) {
    if (Math.abs(base) <= 1) {
      return base >= 0 || exponent % 2 == 0 ? (exponent == 0 ? 1 : Math.abs(base)) : -1;
    }
    long result = 1;
    for (long i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  private static double fraction(String operator, double a, double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new ArithmeticException();
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> a - b * Math.floor(a / b);
      case "**" -> Math.pow(a, b);
      default -> throw new IllegalStateException("There is no operator `" + operator + "`.");
    };
  }

  static Object negate(Object value) {
    Number number = Values.number(value);
    if (number == null) {
      throw value instanceof Undefined undefined
          ? undefined.failure()
          : JinjaException.failed("bad operand type for unary -: '" + Values.typeName(value) + "'");
    }
    return number instanceof Long whole ? (Object) (-whole) : (Object) (-number.doubleValue());
  }

  /** The text so many times; none for a negative number. */
  static String repeat(String text, long count, Budget budget) {
    if (count <= 0 || text.isEmpty()) {
      return "";
    }
    budget.steps(count);
    budget.characters(text.length() * count);
    return text.repeat((int) count);
  }
}
