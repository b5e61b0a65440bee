package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What may follow {@code is}. */
final class Tests {
  private Tests() {}

  static boolean holds(String test, Object value, Arguments arguments, Budget budget) {
    if (value instanceof String text) {
      budget.look(text);
    }
    return switch (test) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == None.NONE;
      case "string" -> value instanceof String;
      case "mapping" -> value instanceof Map<?, ?>;
      case "sequence", "iterable" ->
          value instanceof String
              || value instanceof List<?>
              || value instanceof Map<?, ?>
              || value instanceof Undefined;
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "number" -> Values.number(value) != null;
      case "integer" -> value instanceof Long;
      case "float" -> value instanceof Double;
      case "callable" -> value instanceof Callable;
      case "escaped" -> false;
      case "lower" -> text(value).equals(text(value).toLowerCase(Locale.ROOT));
      case "upper" -> text(value).equals(text(value).toUpperCase(Locale.ROOT));
      case "even" -> divides(value, 2L, budget);
      case "odd" -> !divides(value, 2L, budget);
      case "divisibleby" -> divides(value, arguments.required(0, "num"), budget);
      case "sameas" -> {
        Object other = arguments.required(0, "other");
        yield Values.typeName(value).equals(Values.typeName(other))
            && Values.same(value, other, budget);
      }
      case "in" -> Values.contains(arguments.required(0, "seq"), value, budget);
      case "eq", "equalto", "==" -> compare("==", value, arguments, budget);
      case "ne", "!=" -> compare("!=", value, arguments, budget);
      case "lt", "lessthan", "<" -> compare("<", value, arguments, budget);
      case "le", "<=" -> compare("<=", value, arguments, budget);
      case "gt", "greaterthan", ">" -> compare(">", value, arguments, budget);
      case "ge", ">=" -> compare(">=", value, arguments, budget);
      default -> throw JinjaException.failed("No test named '" + test + "'");
    };
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  private static boolean compare(
      String operator, Object value, Arguments arguments, Budget budget) {
    return Evaluator.holds(operator, value, arguments.required(0, "other"), budget);
  }

  private static boolean divides(Object value, Object divisor, Budget budget) {
    return Values.same(Arithmetic.compute("%", value, divisor, budget), 0L, budget);
  }
}
