package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is behind a {@code .} or within {@code []}. */
final class Members {
  private Members() {}

  /** {@code base.name}: a method, or else an element. */
  static Object attribute(Object base, String name, Budget budget) {
    Object member = method(base, name, budget);
    if (member != null) {
      return member;
    }
    return switch (base) {
      case Map<?, ?> map when map.containsKey(name) -> map.get(name);
      case Loop loop -> loop.get(name, budget);
      case Namespace namespace -> namespace.get(name);
      case Undefined undefined -> throw undefined.failure();
      default ->
          new Undefined("'" + Values.typeName(base) + " object' has no attribute '" + name + "'");
    };
  }

  /** {@code base[key]}: an element, or else a method. */
  static Object item(Object base, Object key, Budget budget) {
    Object element =
        switch (base) {
          case Map<?, ?> map -> map.get(Values.key(key));
          case List<?> list when Values.number(key) instanceof Long place -> {
            long at = place < 0 ? place + list.size() : place;
            yield at >= 0 && at < list.size() ? list.get((int) at) : null;
          }
          case String text when Values.number(key) instanceof Long place ->
              character(text, place, budget);
          case Undefined undefined -> throw undefined.failure();
          default -> null;
        };
    if (element != null) {
      return element;
    }
    return key instanceof String name && !(base instanceof Map<?, ?>)
        ? attribute(base, name, budget)
        : new Undefined(
            "'"
                + Values.typeName(base)
                + " object' has no "
                + (key instanceof String name ? "attribute '" + name + "'" : "such element"));
  }

  private static @Nullable Object character(String text, long place, Budget budget) {
    budget.look(text);
    long at = place < 0 ? place + text.codePointCount(0, text.length()) : place;
    if (at < 0 || at >= text.length() || at >= text.codePointCount(0, text.length())) {
      return null;
    }
    return Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) at)));
  }

  private static @Nullable Callable method(Object base, String name, Budget budget) {
    return switch (base) {
      case String text -> StringMethods.of(text, name, budget);
      case Map<?, ?> map -> ofMap(map, name, budget);
      case List<?> list -> ofList(list, name, budget);
      default -> null;
    };
  }

  private static @Nullable Callable ofMap(Map<?, ?> map, String name, Budget budget) {
    return switch (name) {
      case "items" -> arguments -> items(map, budget);
      case "keys" -> arguments -> new ArrayList<Object>(map.keySet());
      case "values" -> arguments -> new ArrayList<Object>(map.values());
      case "get" ->
          arguments -> {
            Object value = map.get(Values.key(arguments.required(0, "key")));
            return value != null ? value : arguments.get(1, "default", None.NONE);
          };
      case "copy" -> arguments -> map;
      case "clear", "pop", "popitem", "setdefault", "update" -> changes("dict", name);
      default -> null;
    };
  }

  private static @Nullable Callable ofList(List<?> list, String name, Budget budget) {
    return switch (name) {
      case "count" ->
          arguments ->
              list.stream()
                  .filter(e -> Values.same(e, arguments.required(0, "value"), budget))
                  .count();
      case "index" ->
          arguments -> {
            for (int i = 0; i < list.size(); i++) {
              if (Values.same(list.get(i), arguments.required(0, "value"), budget)) {
                return (long) i;
              }
            }
            throw JinjaException.failed("the value is not in the list");
          };
      case "copy" -> arguments -> list;
      case "append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort" ->
          changes(Values.typeName(list), name);
      default -> null;
    };
  }

  private static Callable changes(String type, String name) {
    return arguments -> {
      throw JinjaException.failed(
          "access to attribute '" + name + "' of '" + type + "' object is unsafe");
    };
  }

  /** A dictionary's entries, each a tuple. */
  static List<Object> items(Object value, Budget budget) {
    if (value instanceof Undefined) {
      return List.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw JinjaException.failed("'" + Values.typeName(value) + "' object has no items");
    }
    budget.steps(map.size());
    List<Object> items = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      items.add(Tuple.of(entry.getKey(), entry.getValue()));
    }
    return items;
  }
}
