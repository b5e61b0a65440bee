package dev.jobstream.llm.llamacpp.jinja;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template can call. */
final class Globals {
  private Globals() {}

  /**
   * A scope that holds them.
   *
   * @param now what {@code strftime_now} tells
   */
  static Scope scope(ZonedDateTime now, Budget budget) {
    Scope scope = new Scope(null);
    set(scope, "range", arguments -> range(arguments, budget));
    set(scope, "namespace", Globals::namespace);
    set(scope, "dict", Globals::dict);
    set(
        scope,
        "raise_exception",
        arguments -> {
          String message = TextWriter.text(arguments.required(0, "message"), budget);
          throw new JinjaException(JinjaException.Reason.RAISED, message);
        });
    set(scope, "strftime_now", arguments -> Strftime.format(now, arguments.text(0, "format")));
    return scope;
  }

  private static void set(Scope scope, String name, Callable function) {
    scope.set(name, function);
  }

  private static Object range(Arguments arguments, Budget budget) {
    boolean one = arguments.count() == 1;
    long from = one ? 0 : whole(arguments.required(0, "start"));
    long to = whole(arguments.required(one ? 0 : 1, "stop"));
    long step = arguments.count() > 2 ? whole(arguments.required(2, "step")) : 1;
    if (step == 0) {
      throw JinjaException.failed("range() arg 3 must not be zero");
    }
    List<Object> numbers = new ArrayList<>();
    for (long at = from; step > 0 ? at < to : at > to; at += step) {
      // A number takes more memory than a step takes time.
      budget.steps(8);
      numbers.add(at);
    }
    return numbers;
  }

  private static long whole(Object value) {
    if (Values.number(value) instanceof Long number) {
      // Far beyond what the budget allows, and far from an overflow.
      return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    throw JinjaException.failed("range() takes whole numbers");
  }

  private static Object namespace(Arguments arguments) {
    Namespace namespace = new Namespace();
    for (Object value : arguments.positional()) {
      if (value instanceof Map<?, ?> members) {
        members.forEach((name, member) -> {
          if (name instanceof String text) {
            namespace.put(text, member);
          }
        });
      }
    }
    arguments.named().forEach(namespace::put);
    return namespace;
  }

  private static Object dict(Arguments arguments) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (Object value : arguments.positional()) {
      if (value instanceof Map<?, ?> others) {
        entries.putAll(others);
      } else if (value instanceof List<?> pairs) {
        for (Object pair : pairs) {
          if (!(pair instanceof List<?> both) || both.size() != 2) {
            throw JinjaException.failed("dict() takes pairs");
          }
          entries.put(Values.key(both.get(0)), both.get(1));
        }
      }
    }
    entries.putAll(arguments.named());
    return entries;
  }
}
