package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What Python does with strings. */
final class PythonStrings {
  private PythonStrings() {}

  /** As {@code str.isspace}, which also is what {@code strip} takes away. */
  static boolean isSpace(int character) {
    return switch (character) {
      case 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0 -> true;
      case 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> character >= 0x2000 && character <= 0x200a;
    };
  }

  /**
   * @param characters what is taken away; null takes white space
   */
  static String strip(String text, @Nullable String characters) {
    return stripStart(stripEnd(text, characters), characters);
  }

  static String stripStart(String text, @Nullable String characters) {
    int from = 0;
    while (from < text.length() && isStripped(text.codePointAt(from), characters)) {
      from += Character.charCount(text.codePointAt(from));
    }
    return text.substring(from);
  }

  static String stripEnd(String text, @Nullable String characters) {
    int to = text.length();
    while (to > 0 && isStripped(text.codePointBefore(to), characters)) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(0, to);
  }

  private static boolean isStripped(int character, @Nullable String characters) {
    return characters == null ? isSpace(character) : characters.indexOf(character) >= 0;
  }

  /**
   * The parts between the separators.
   *
   * @param separator null splits at white space and gives no empty parts
   * @param limit how often it splits at most; negative means always
   */
  static List<Object> split(String text, @Nullable String separator, int limit, Budget budget) {
    if (separator == null) {
      return words(text, limit, budget);
    }
    if (separator.isEmpty()) {
      throw JinjaException.failed("empty separator");
    }
    budget.characters(text.length());
    List<Object> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator);
        at >= 0 && (limit < 0 || parts.size() < limit);
        at = text.indexOf(separator, from)) {
      budget.step();
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<Object> words(String text, int limit, Budget budget) {
    budget.characters(text.length());
    List<Object> words = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return words;
      }
      budget.step();
      if (limit >= 0 && words.size() == limit) {
        words.add(text.substring(at));
        return words;
      }
      int from = at;
      while (at < text.length() && !isSpace(text.charAt(at))) {
        at++;
      }
      words.add(text.substring(from, at));
    }
  }

  /** As {@link #split}, counting from the end. */
  static List<Object> splitFromEnd(
      String text, @Nullable String separator, int limit, Budget budget) {
    if (limit < 0) {
      return split(text, separator, limit, budget);
    }
    String reversed = new StringBuilder(text).reverse().toString();
    String reversedSeparator =
        separator == null ? null : new StringBuilder(separator).reverse().toString();
    return split(reversed, reversedSeparator, limit, budget).reversed().stream()
        .<Object>map(part -> new StringBuilder((String) part).reverse().toString())
        .toList();
  }

  static List<Object> lines(String text, boolean keepsEnds, Budget budget) {
    budget.characters(text.length());
    List<Object> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && !isLineEnd(text.charAt(end))) {
        end++;
      }
      int next = Math.min(end + (text.startsWith("\r\n", end) ? 2 : 1), text.length());
      budget.step();
      lines.add(text.substring(from, keepsEnds ? next : end));
      from = next;
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return (c >= 0x0a && c <= 0x0d)
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /**
   * @param limit how often it replaces at most; negative means always
   */
  static String replace(String text, String old, String replacement, int limit, Budget budget) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    int at = text.indexOf(old);
    for (int count = 0; at >= 0 && (limit < 0 || count < limit); count++) {
      budget.step();
      budget.characters(at - from + (long) replacement.length());
      result.append(text, from, at).append(replacement);
      from = at + old.length();
      // Nothing is found once before every character and once at the end.
      int next = old.isEmpty() ? at + 1 : from;
      at = next > text.length() ? -1 : text.indexOf(old, next);
    }
    budget.characters(text.length() - from);
    return result.append(text, from, text.length()).toString();
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return Character.toString(Character.toTitleCase(text.codePointAt(0)))
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  /**
   * Begins each word with a capital.
   *
   * @param isPartOfWord the characters behind which a letter is written small
   */
  static String title(String text, IntPredicate isPartOfWord) {
    StringBuilder result = new StringBuilder();
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      result.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inWord = isPartOfWord.test(c);
    }
    return result.toString();
  }

  /** The characters at these places, counted in code points. */
  static String slice(String text, List<Integer> places, Budget budget) {
    budget.characters(text.length() + (long) places.size());
    int[] characters = text.codePoints().toArray();
    StringBuilder result = new StringBuilder();
    for (int place : places) {
      result.appendCodePoint(characters[place]);
    }
    return result.toString();
  }

  /** A string literal's text, with its escapes read. */
  static String unescape(String literal) {
    if (literal.indexOf('\\') < 0) {
      return literal;
    }
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < literal.length()) {
      char c = literal.charAt(i++);
      if (c != '\\' || i == literal.length()) {
        text.append(c);
        continue;
      }
      char escaped = literal.charAt(i++);
      switch (escaped) {
        case '\n' -> {}
        case '\\', '\'', '"' -> text.append(escaped);
        case 'a' -> text.append('\u0007');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'v' -> text.append('\u000b');
        case 'x' -> i = hex(literal, i, 2, text);
        case 'u' -> i = hex(literal, i, 4, text);
        case 'U' -> i = hex(literal, i, 8, text);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int end = i;
          while (end < Math.min(i + 2, literal.length()) && isOctal(literal.charAt(end))) {
            end++;
          }
          text.appendCodePoint(Integer.parseInt(literal.substring(i - 1, end), 8));
          i = end;
        }
        default -> text.append('\\').append(escaped);
      }
    }
    return text.toString();
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static int hex(String literal, int from, int digits, StringBuilder text) {
    int to = from + digits;
    if (to > literal.length()
        || !literal.substring(from, to).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new JinjaException(JinjaException.Reason.SYNTAX, "a string has a broken escape");
    }
    long codePoint = Long.parseLong(literal, from, to, 16);
    if (codePoint > Character.MAX_CODE_POINT) {
      throw new JinjaException(JinjaException.Reason.SYNTAX, "a string has a broken escape");
    }
    text.appendCodePoint((int) codePoint);
    return to;
  }
}
