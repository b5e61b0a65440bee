package dev.jobstream.tracker.search;

import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.TrackerException;
import java.util.List;
import java.util.Map;

/** A value with the signs that compare it: {@code >A}, {@code <=A}, {@code A..B}, {@code A}. */
sealed interface Compared {
  /** Compared with one value; equal to it if there is no sign. */
  record One(Comparison comparison, String value) implements Compared {}

  /** Between two values, which belong to the range; one of them may be empty. */
  record Range(String from, String to) implements Compared {}

  /** Longer signs first. */
  List<Map.Entry<String, Comparison>> SIGNS =
      List.of(
          Map.entry(">=", Comparison.GREATER_OR_EQUAL),
          Map.entry("=>", Comparison.GREATER_OR_EQUAL),
          Map.entry("<=", Comparison.LESS_OR_EQUAL),
          Map.entry("=<", Comparison.LESS_OR_EQUAL),
          Map.entry(">", Comparison.GREATER),
          Map.entry("<", Comparison.LESS),
          Map.entry("=", Comparison.EQUAL));

  /**
   * Reads the signs.
   *
   * @throws TrackerException.Invalid if it is a range without an end and without a beginning
   */
  static Compared of(String text) {
    int dots = text.indexOf("..");
    if (dots >= 0) {
      Range range = new Range(text.substring(0, dots).strip(), text.substring(dots + 2).strip());
      if (range.from.isEmpty() && range.to.isEmpty()) {
        throw TrackerException.invalid(
            "The range `%s` has neither a beginning nor an end.".formatted(text));
      }
      return range;
    }
    for (Map.Entry<String, Comparison> sign : SIGNS) {
      if (text.startsWith(sign.getKey())) {
        return new One(sign.getValue(), text.substring(sign.getKey().length()).strip());
      }
    }
    return new One(Comparison.EQUAL, text);
  }
}
