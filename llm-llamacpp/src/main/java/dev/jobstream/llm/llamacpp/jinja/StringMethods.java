package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class StringMethods {
  private StringMethods() {}

  private interface Method {
    Object call(String text, Arguments arguments, Budget budget);
  }

  /** The method of this name; null if there is none. */
  static @Nullable Callable of(String text, String name, Budget budget) {
    Method method = method(name);
    return method == null
        ? null
        : arguments -> {
          budget.look(text);
          return method.call(text, arguments, budget);
        };
  }

  private static @Nullable Method method(String name) {
    return switch (name) {
      case "strip" -> (text, a, budget) -> PythonStrings.strip(text, characters(a));
      case "lstrip" -> (text, a, budget) -> PythonStrings.stripStart(text, characters(a));
      case "rstrip" -> (text, a, budget) -> PythonStrings.stripEnd(text, characters(a));
      case "split" ->
          (text, a, budget) ->
              PythonStrings.split(text, separator(a), a.number(1, "maxsplit", -1), budget);
      case "rsplit" ->
          (text, a, budget) ->
              PythonStrings.splitFromEnd(text, separator(a), a.number(1, "maxsplit", -1), budget);
      case "splitlines" ->
          (text, a, budget) -> PythonStrings.lines(text, a.flag(0, "keepends"), budget);
      case "partition" -> (text, a, budget) -> partition(text, a.text(0, "sep"), false);
      case "rpartition" -> (text, a, budget) -> partition(text, a.text(0, "sep"), true);
      case "startswith" -> (text, a, budget) -> anyAffix(a, text::startsWith);
      case "endswith" -> (text, a, budget) -> anyAffix(a, text::endsWith);
      case "removeprefix" ->
          (text, a, budget) ->
              text.startsWith(a.text(0, "prefix"))
                  ? text.substring(a.text(0, "prefix").length())
                  : text;
      case "removesuffix" ->
          (text, a, budget) ->
              text.endsWith(a.text(0, "suffix"))
                  ? text.substring(0, text.length() - a.text(0, "suffix").length())
                  : text;
      case "replace" ->
          (text, a, budget) ->
              PythonStrings.replace(
                  text, a.text(0, "old"), a.text(1, "new"), a.number(2, "count", -1), budget);
      case "upper" -> (text, a, budget) -> made(text.toUpperCase(Locale.ROOT), budget);
      case "lower" -> (text, a, budget) -> made(text.toLowerCase(Locale.ROOT), budget);
      case "capitalize" -> (text, a, budget) -> made(PythonStrings.capitalize(text), budget);
      case "title" ->
          (text, a, budget) -> made(PythonStrings.title(text, Character::isLetter), budget);
      case "join" ->
          (text, a, budget) -> Filters.join(a.required(0, "iterable"), text, true, budget);
      case "find" -> (text, a, budget) -> place(text, text.indexOf(a.text(0, "sub")));
      case "rfind" -> (text, a, budget) -> place(text, text.lastIndexOf(a.text(0, "sub")));
      case "index" ->
          (text, a, budget) -> {
            if (!text.contains(a.text(0, "sub"))) {
              throw JinjaException.failed("substring not found");
            }
            return place(text, text.indexOf(a.text(0, "sub")));
          };
      case "count" ->
          (text, a, budget) ->
              (long) PythonStrings.split(text, a.text(0, "sub"), -1, budget).size() - 1;
      case "format" -> StringFormat::format;
      case "isdigit", "isnumeric", "isdecimal" ->
          (text, a, budget) -> all(text, Character::isDigit);
      case "isalpha" -> (text, a, budget) -> all(text, Character::isLetter);
      case "isalnum" -> (text, a, budget) -> all(text, Character::isLetterOrDigit);
      case "isspace" -> (text, a, budget) -> all(text, PythonStrings::isSpace);
      case "isupper" ->
          (text, a, budget) ->
              text.equals(text.toUpperCase(Locale.ROOT))
                  && !text.equals(text.toLowerCase(Locale.ROOT));
      case "islower" ->
          (text, a, budget) ->
              text.equals(text.toLowerCase(Locale.ROOT))
                  && !text.equals(text.toUpperCase(Locale.ROOT));
      case "zfill" ->
          (text, a, budget) -> {
            int missing = a.number(0, "width", 0) - (int) Values.length(text);
            return missing <= 0 ? text : Arithmetic.repeat("0", missing, budget) + text;
          };
      default -> null;
    };
  }

  private static @Nullable String characters(Arguments arguments) {
    Object value = arguments.get(0, "chars", None.NONE);
    return value == None.NONE ? null : arguments.text(0, "chars");
  }

  private static @Nullable String separator(Arguments arguments) {
    Object value = arguments.get(0, "sep", None.NONE);
    return value == None.NONE ? null : arguments.text(0, "sep");
  }

  private static Object made(String text, Budget budget) {
    budget.characters(text.length());
    return text;
  }

  private static boolean anyAffix(Arguments arguments, java.util.function.Predicate<String> has) {
    return arguments.required(0, "prefix") instanceof Tuple affixes
        ? affixes.stream().anyMatch(affix -> affix instanceof String text && has.test(text))
        : has.test(arguments.text(0, "prefix"));
  }

  private static Object partition(String text, String separator, boolean last) {
    if (separator.isEmpty()) {
      throw JinjaException.failed("empty separator");
    }
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return last ? Tuple.of("", "", text) : Tuple.of(text, "", "");
    }
    return new Tuple(
        List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
  }

  private static Object place(String text, int at) {
    return at < 0 ? -1L : (long) text.codePointCount(0, at);
  }

  private static boolean all(String text, IntPredicate predicate) {
    return !text.isEmpty() && text.codePoints().allMatch(predicate);
  }
}
