package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of characters as a JSON string holds them. Control characters are never in it, but for
 * those that JSON has a letter for and a pattern names outright. Immutable.
 */
final class CodePoints {
  private static final Map<Integer, String> ESCAPES =
      new TreeMap<>(
          Map.of(
              (int) '\b', "\\b",
              (int) '\t', "\\t",
              (int) '\n', "\\n",
              (int) '\f', "\\f",
              (int) '\r', "\\r",
              (int) '"', "\\\"",
              (int) '\\', "\\\\"));

  static final CodePoints NONE = new CodePoints(List.of());

  /** Everything but control characters and halves of pairs. */
  static final CodePoints PRINTABLE =
      new CodePoints(
          List.of(new Range(0x20, 0x7E), new Range(0x80, 0xD7FF), new Range(0xE000, 0x10FFFF)));

  private final List<Range> ranges;

  /** Both ends belong to it. */
  record Range(int first, int last) {}

  private CodePoints(List<Range> ranges) {
    this.ranges = ranges;
  }

  static CodePoints of(int codePoint) {
    return range(codePoint, codePoint);
  }

  static CodePoints range(int first, int last) {
    return new CodePoints(List.of(new Range(first, last)));
  }

  CodePoints plus(CodePoints other) {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return new CodePoints(List.copyOf(all));
  }

  CodePoints minus(CodePoints other) {
    List<Range> left = ranges;
    for (Range cut : other.ranges) {
      List<Range> next = new ArrayList<>();
      for (Range range : left) {
        if (cut.last() < range.first() || cut.first() > range.last()) {
          next.add(range);
          continue;
        }
        if (range.first() < cut.first()) {
          next.add(new Range(range.first(), cut.first() - 1));
        }
        if (range.last() > cut.last()) {
          next.add(new Range(cut.last() + 1, range.last()));
        }
      }
      left = next;
    }
    return new CodePoints(List.copyOf(left));
  }

  /** All printable characters that are not in it. */
  CodePoints negated() {
    return PRINTABLE.minus(this);
  }

  /** The one character that it holds; a negative number if it holds none or several. */
  int only() {
    return ranges.size() == 1 && ranges.getFirst().first() == ranges.getFirst().last()
        ? ranges.getFirst().first()
        : -1;
  }

  boolean contains(int codePoint) {
    return ranges.stream()
        .anyMatch(range -> range.first() <= codePoint && codePoint <= range.last());
  }

  /** The expression for one of these characters within a JSON string; empty if there is none. */
  List<String> alternatives() {
    List<String> alternatives = new ArrayList<>();
    CodePoints plain = intersect(PRINTABLE).minus(of('"')).minus(of('\\'));
    if (plain.only() >= 0) {
      alternatives.add(GrammarRules.literal(Character.toString(plain.only())));
    } else if (!plain.ranges.isEmpty()) {
      StringBuilder text = new StringBuilder("[");
      for (Range range : plain.ranges) {
        text.append(letter(range.first()));
        if (range.last() > range.first()) {
          text.append('-').append(letter(range.last()));
        }
      }
      alternatives.add(text.append(']').toString());
    }
    ESCAPES.forEach((codePoint, escape) -> {
      if (contains(codePoint)) {
        alternatives.add(GrammarRules.literal(escape));
      }
    });
    return alternatives;
  }

  private CodePoints intersect(CodePoints other) {
    return minus(minus(other));
  }

  private static String letter(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint)
          ? Character.toString(codePoint)
          : String.format(Locale.ROOT, "\\x%02X", codePoint);
    }
    return codePoint < 0x10000
        ? String.format(Locale.ROOT, "\\u%04X", codePoint)
        : String.format(Locale.ROOT, "\\U%08X", codePoint);
  }
}
