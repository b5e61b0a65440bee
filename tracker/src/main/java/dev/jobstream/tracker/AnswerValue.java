package dev.jobstream.tracker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON value of a model's answer, as it was written. Immutable. */
sealed interface AnswerValue {

  /** A string, unescaped. */
  record Text(String text) implements AnswerValue {}

  /** A number, {@code true}, {@code false} or {@code null}, as it stands. */
  record Literal(String text) implements AnswerValue {
    boolean isNumber() {
      return !text.isEmpty() && !Character.isLetter(text.charAt(0));
    }
  }

  /** An array. */
  record Items(List<AnswerValue> values) implements AnswerValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** An object within a value. */
  record Members(Map<String, AnswerValue> values) implements AnswerValue {
    public Members {
      // Map.copyOf would lose the order, and the order makes "Berlin, Germany" of an address.
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The member whose name is spelled so but for case and punctuation. */
    Optional<AnswerValue> member(String... names) {
      for (String name : names) {
        for (Map.Entry<String, AnswerValue> entry : values.entrySet()) {
          if (AnswerKeys.letters(entry.getKey()).equals(name)) {
            return Optional.of(entry.getValue());
          }
        }
      }
      return Optional.empty();
    }
  }

  /** The value as one text: what is {@code null}, true or false says nothing. */
  default String plain() {
    return switch (this) {
      case Text text -> text.text();
      case Literal literal -> literal.isNumber() ? literal.text() : "";
      case Items items -> join(items.values());
      case Members members ->
          members
              .member("name")
              .map(AnswerValue::plain)
              .orElseGet(() -> join(List.copyOf(members.values().values())));
    };
  }

  private static String join(List<AnswerValue> values) {
    return values.stream()
        .map(AnswerValue::plain)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(", "));
  }
}
