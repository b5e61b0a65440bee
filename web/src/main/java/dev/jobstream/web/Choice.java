package dev.jobstream.web;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list to choose from.
 *
 * @param value what is sent
 * @param label what is shown
 * @param selected whether it is chosen
 */
record Choice(String value, String label, boolean selected) {

  /** An enum's values, in their order. */
  static List<Choice> of(Enum<?>[] values, @Nullable Enum<?> selected) {
    return Stream.of(values)
        .map(value -> new Choice(value.name(), Words.of(value), value == selected))
        .toList();
  }
}
