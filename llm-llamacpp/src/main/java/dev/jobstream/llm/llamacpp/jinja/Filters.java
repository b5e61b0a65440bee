package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may follow {@code |}. */
final class Filters {
  private Filters() {}

  static Object apply(String filter, Object input, Arguments arguments, Evaluator evaluator) {
    Budget budget = evaluator.budget();
    if (input instanceof String text) {
      budget.look(text);
    }
    return switch (filter) {
      case "trim" -> {
        Object characters = arguments.get(0, "chars", None.NONE);
        yield PythonStrings.strip(
            text(input, budget), characters == None.NONE ? null : arguments.text(0, "chars"));
      }
      case "tojson" -> json(input, arguments, budget);
      case "string", "safe" -> text(input, budget);
      case "length", "count" -> Values.length(input);
      case "default", "d" -> {
        boolean missing =
            input instanceof Undefined || (arguments.flag(1, "boolean") && !Values.isTrue(input));
        yield missing ? arguments.get(0, "default_value", "") : input;
      }
      case "upper" -> made(text(input, budget).toUpperCase(Locale.ROOT), budget);
      case "lower" -> made(text(input, budget).toLowerCase(Locale.ROOT), budget);
      case "capitalize" -> made(PythonStrings.capitalize(text(input, budget)), budget);
      case "title" -> made(PythonStrings.title(text(input, budget), Filters::isInWord), budget);
      case "replace" ->
          PythonStrings.replace(
              text(input, budget),
              TextWriter.text(arguments.required(0, "old"), budget),
              TextWriter.text(arguments.required(1, "new"), budget),
              arguments.number(2, "count", -1),
              budget);
      case "indent" -> indent(text(input, budget), arguments, budget);
      case "escape", "e" -> escape(text(input, budget), budget);
      case "format" ->
          StringFormat.percent(text(input, budget), new Tuple(arguments.positional()), budget);
      case "wordcount" -> (long) PythonStrings.split(text(input, budget), null, -1, budget).size();
      case "int" -> whole(input, arguments);
      case "float" -> fraction(input, arguments);
      case "abs" -> {
        boolean negative = Values.compare(input, 0L, budget) < 0;
        yield negative ? Arithmetic.negate(input) : input;
      }
      case "round" -> round(input, arguments);
      case "attr" -> Members.attribute(input, arguments.text(0, "name"), budget);
      default -> ListFilters.apply(filter, input, arguments, evaluator);
    };
  }

  static String text(Object value, Budget budget) {
    return TextWriter.text(value, budget);
  }

  private static Object made(String text, Budget budget) {
    budget.characters(text.length());
    return text;
  }

  /** Jinja's own title case begins words at white space and at some signs only. */
  private static boolean isInWord(int character) {
    return !PythonStrings.isSpace(character) && "-([{<".indexOf(character) < 0;
  }

  /** The elements as text, with the separator between them. */
  static String join(Object elements, String separator, boolean onlyStrings, Budget budget) {
    StringBuilder result = new StringBuilder();
    boolean first = true;
    for (Object element : Values.elements(elements, budget)) {
      if (onlyStrings && !(element instanceof String)) {
        throw JinjaException.failed(
            "sequence item: expected str instance, " + Values.typeName(element) + " found");
      }
      String text = text(element, budget);
      budget.step();
      budget.characters(text.length() + (long) separator.length());
      result.append(first ? "" : separator).append(text);
      first = false;
    }
    return result.toString();
  }

  private static String json(Object input, Arguments arguments, Budget budget) {
    Object indent = arguments.get(1, "indent", None.NONE);
    String indentation = null;
    if (indent instanceof String text) {
      indentation = text;
    } else if (indent != None.NONE) {
      indentation = Arithmetic.repeat(" ", arguments.number(1, "indent", 0), budget);
    }
    String itemSeparator = indentation == null ? ", " : ",";
    String keySeparator = ": ";
    if (arguments.get(2, "separators") instanceof List<?> separators
        && separators.size() == 2
        && separators.get(0) instanceof String item
        && separators.get(1) instanceof String key) {
      itemSeparator = item;
      keySeparator = key;
    }
    boolean sorts = arguments.flag(3, "sort_keys");
    boolean ascii = arguments.flag(0, "ensure_ascii");
    String json =
        new JsonWriter(indentation, itemSeparator, keySeparator, sorts, budget).json(input);
    return ascii ? escapeBeyondAscii(json, budget) : json;
  }

  private static String escapeBeyondAscii(String json, Budget budget) {
    budget.characters(6L * json.length());
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x80) {
        result.append(c);
      } else {
        result.append("\\u%04x".formatted((int) c));
      }
    }
    return result.toString();
  }

  private static String indent(String text, Arguments arguments, Budget budget) {
    String indentation =
        arguments.get(0, "width") instanceof String own
            ? own
            : Arithmetic.repeat(" ", arguments.number(0, "width", 4), budget);
    boolean first = arguments.flag(1, "first");
    boolean blank = arguments.flag(2, "blank");
    StringBuilder result = new StringBuilder();
    List<Object> lines = PythonStrings.lines(text + "\n", false, budget);
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      boolean indented = (i > 0 || first) && (blank || i == 0 || !line.isEmpty());
      budget.characters(indentation.length() + (long) line.length());
      result.append(i > 0 ? "\n" : "").append(indented ? indentation : "").append(line);
    }
    return result.toString();
  }

  private static String escape(String text, Budget budget) {
    String result =
        text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;");
    budget.characters(result.length());
    return result;
  }

  private static Object whole(Object input, Arguments arguments) {
    Object otherwise = arguments.get(0, "default", 0L);
    Number number = Values.number(input);
    if (number != null) {
      return number.longValue();
    }
    if (!(input instanceof String text) || text.length() > 40) {
      return otherwise;
    }
    String digits = PythonStrings.strip(text, null);
    try {
      return Long.parseLong(digits, arguments.number(1, "base", 10));
    } catch (NumberFormatException notWhole) {
      Double fraction = parseFraction(digits);
      return fraction == null ? otherwise : (Object) fraction.longValue();
    }
  }

  private static Object fraction(Object input, Arguments arguments) {
    Number number = Values.number(input);
    if (number != null) {
      return number.doubleValue();
    }
    Double fraction =
        input instanceof String text && text.length() <= 40
            ? parseFraction(PythonStrings.strip(text, null))
            : null;
    return fraction == null ? arguments.get(0, "default", 0.0) : fraction;
  }

  private static @Nullable Double parseFraction(String digits) {
    return digits.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
        ? Double.valueOf(digits)
        : null;
  }

  private static Object round(Object input, Arguments arguments) {
    Number number = Values.number(input);
    if (number == null) {
      throw JinjaException.failed("'" + Values.typeName(input) + "' cannot be rounded");
    }
    double scale = Math.pow(10, arguments.number(0, "precision", 0));
    double scaled = number.doubleValue() * scale;
    double rounded =
        switch (arguments.get(1, "method") instanceof String method ? method : "common") {
          case "ceil" -> Math.ceil(scaled);
          case "floor" -> Math.floor(scaled);
          default -> Math.rint(scaled);
        };
    return rounded / scale;
  }

  /** The entries of a dictionary as tuples, sorted. */
  static List<Object> sortedEntries(Object input, Arguments arguments, Budget budget) {
    if (!(input instanceof Map<?, ?>)) {
      throw JinjaException.failed("'" + Values.typeName(input) + "' object has no items");
    }
    int by = "value".equals(arguments.get(1, "by", "key")) ? 1 : 0;
    boolean caseSensitive = arguments.flag(0, "case_sensitive");
    List<Object> entries = new ArrayList<>(Members.items(input, budget));
    entries.sort((a, b) ->
        Values.compare(
            sortKey(((Tuple) a).get(by), caseSensitive),
            sortKey(((Tuple) b).get(by), caseSensitive),
            budget));
    return arguments.flag(2, "reverse") ? entries.reversed() : entries;
  }

  static Object sortKey(Object value, boolean caseSensitive) {
    return value instanceof String text && !caseSensitive ? text.toLowerCase(Locale.ROOT) : value;
  }
}
