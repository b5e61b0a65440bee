package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a filter, a test, a method or a function is called with. */
record Arguments(List<Object> positional, Map<String, Object> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  static Arguments of(Object... positional) {
    return new Arguments(List.of(positional), Map.of());
  }

  int count() {
    return positional.size();
  }

  /** The argument at this place or of this name; null if there is none, or it is undefined. */
  @Nullable Object get(int place, String name) {
    Object value = place < positional.size() ? positional.get(place) : named.get(name);
    return value instanceof Undefined ? null : value;
  }

  Object get(int place, String name, Object otherwise) {
    Object value = get(place, name);
    return value == null ? otherwise : value;
  }

  Object required(int place, String name) {
    Object value = place < positional.size() ? positional.get(place) : named.get(name);
    if (value == null) {
      throw JinjaException.failed("the argument '" + name + "' is missing");
    }
    return value;
  }

  String text(int place, String name) {
    if (required(place, name) instanceof String text) {
      return text;
    }
    throw JinjaException.failed("the argument '" + name + "' is not a string");
  }

  /** A whole number; {@code otherwise} if the argument is missing or None. */
  int number(int place, String name, int otherwise) {
    Object value = get(place, name);
    if (value == null || value == None.NONE) {
      return otherwise;
    }
    if (Values.number(value) instanceof Long number) {
      return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    throw JinjaException.failed("the argument '" + name + "' is not a whole number");
  }

  boolean flag(int place, String name) {
    return Values.isTrue(get(place, name, false));
  }

  /** The arguments behind the first ones. */
  Arguments from(int place) {
    return new Arguments(
        positional.subList(Math.min(place, positional.size()), positional.size()), named);
  }
}
