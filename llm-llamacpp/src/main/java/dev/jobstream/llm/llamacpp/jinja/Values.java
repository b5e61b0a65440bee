package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's values, each as a Java object: {@link String}, {@link Boolean}, {@link Long}, {@link
 * Double}, {@link List}, {@link Tuple}, {@link Map}, {@link None}, {@link Undefined}, {@link
 * Namespace}, {@link Callable}, {@link Loop}.
 */
final class Values {
  private Values() {}

  static boolean isTrue(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case None none -> false;
      case Undefined undefined -> false;
      default -> true;
    };
  }

  /** The value as Long or Double; null if it is neither a number nor a truth value. */
  static @Nullable Number number(Object value) {
    return switch (value) {
      case Boolean truth -> truth ? 1L : 0L;
      case Long number -> number;
      case Double number -> number;
      default -> null;
    };
  }

  static String typeName(Object value) {
    return switch (value) {
      case String text -> "str";
      case Boolean truth -> "bool";
      case Long number -> "int";
      case Double number -> "float";
      case Tuple tuple -> "tuple";
      case List<?> list -> "list";
      case Map<?, ?> map -> "dict";
      case None none -> "NoneType";
      case Undefined undefined -> "Undefined";
      case Namespace namespace -> "Namespace";
      default -> "object";
    };
  }

  /** What a loop over the value sees: a dictionary's keys, a string's characters. */
  static List<?> elements(Object value, Budget budget) {
    return switch (value) {
      case List<?> list -> list;
      case Map<?, ?> map -> new ArrayList<>(map.keySet());
      case String text -> {
        budget.steps(text.length());
        yield text.codePoints().mapToObj(Character::toString).toList();
      }
      case Undefined undefined -> List.of();
      default -> throw JinjaException.failed("'" + typeName(value) + "' object is not iterable");
    };
  }

  static long length(Object value) {
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case Undefined undefined -> 0;
      default ->
          throw JinjaException.failed("object of type '" + typeName(value) + "' has no len()");
    };
  }

  static boolean same(Object a, Object b, Budget budget) {
    budget.step();
    Number left = number(a);
    Number right = number(b);
    if (left != null && right != null) {
      return compareNumbers(left, right) == 0;
    }
    return switch (a) {
      case List<?> list -> b instanceof List<?> other && sameElements(list, other, budget);
      case Map<?, ?> map -> b instanceof Map<?, ?> other && sameEntries(map, other, budget);
      case Undefined undefined -> b instanceof Undefined;
      case String text -> {
        budget.look(text);
        yield text.equals(b);
      }
      default -> a.equals(b);
    };
  }

  private static boolean sameElements(List<?> a, List<?> b, Budget budget) {
    if (a.size() != b.size() || (a instanceof Tuple) != (b instanceof Tuple)) {
      return false;
    }
    budget.enter();
    boolean same = true;
    for (int i = 0; same && i < a.size(); i++) {
      same = same(a.get(i), b.get(i), budget);
    }
    budget.leave();
    return same;
  }

  private static boolean sameEntries(Map<?, ?> a, Map<?, ?> b, Budget budget) {
    if (a.size() != b.size()) {
      return false;
    }
    budget.enter();
    boolean same = true;
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      Object other = b.get(entry.getKey());
      same = same && other != null && same(entry.getValue(), other, budget);
    }
    budget.leave();
    return same;
  }

  /** Which comes first. */
  static int compare(Object a, Object b, Budget budget) {
    budget.step();
    Number left = number(a);
    Number right = number(b);
    if (left != null && right != null) {
      return compareNumbers(left, right);
    }
    if (a instanceof String text && b instanceof String other) {
      budget.look(text);
      return compareTexts(text, other);
    }
    if (a instanceof List<?> list && b instanceof List<?> other) {
      budget.enter();
      int result = 0;
      for (int i = 0; result == 0 && i < Math.min(list.size(), other.size()); i++) {
        result = compare(list.get(i), other.get(i), budget);
      }
      budget.leave();
      return result != 0 ? result : Integer.compare(list.size(), other.size());
    }
    throw fails(a, b, "cannot be compared");
  }

  private static int compareTexts(String a, String b) {
    int same = 0;
    int shorter = Math.min(a.length(), b.length());
    while (same < shorter && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    if (same == shorter) {
      return Integer.compare(a.length(), b.length());
    }
    char left = a.charAt(same);
    char right = b.charAt(same);
    // Surrogates stand for what lies beyond every other character.
    int order = Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
    return order != 0 ? order : Character.compare(left, right);
  }

  private static int compareNumbers(Number a, Number b) {
    return a instanceof Long left && b instanceof Long right
        ? Long.compare(left, right)
        : Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
  }

  static boolean contains(Object container, Object wanted, Budget budget) {
    return switch (container) {
      case String text -> {
        if (!(wanted instanceof String part)) {
          throw JinjaException.failed(
              "'in <string>' requires string as left operand, not " + typeName(wanted));
        }
        budget.look(text);
        yield text.contains(part);
      }
      case Map<?, ?> map -> map.containsKey(key(wanted));
      default -> {
        for (Object element : elements(container, budget)) {
          if (same(element, wanted, budget)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /** The value as a dictionary's key: equal numbers are one key. */
  static Object key(Object value) {
    return switch (value) {
      case Boolean truth -> truth ? 1L : 0L;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          (Object) number.longValue();
      case List<?> list -> throw unhashable(value);
      case Map<?, ?> map -> throw unhashable(value);
      default -> value;
    };
  }

  private static JinjaException unhashable(Object value) {
    return JinjaException.failed("unhashable type: '" + typeName(value) + "'");
  }

  static JinjaException fails(Object a, Object b, String what) {
    for (Object value : List.of(a, b)) {
      if (value instanceof Undefined undefined) {
        return undefined.failure();
      }
    }
    return JinjaException.failed("'" + typeName(a) + "' and '" + typeName(b) + "' " + what);
  }
}
