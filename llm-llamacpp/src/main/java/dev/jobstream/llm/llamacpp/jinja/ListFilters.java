package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Filters of lists. */
final class ListFilters {
  private ListFilters() {}

  static Object apply(String filter, Object input, Arguments arguments, Evaluator evaluator) {
    Budget budget = evaluator.budget();
    return switch (filter) {
      case "join" -> {
        Object elements =
            arguments.get(1, "attribute") == null
                ? input
                : map(input, arguments.required(1, "attribute"), budget);
        String separator = TextWriter.text(arguments.get(0, "d", ""), budget);
        yield Filters.join(elements, separator, false, budget);
      }
      case "list" -> copy(input, budget);
      case "first" -> {
        List<?> list = Values.elements(input, budget);
        yield list.isEmpty()
            ? new Undefined("No first item, sequence was empty.")
            : list.getFirst();
      }
      case "last" -> {
        List<?> list = Values.elements(input, budget);
        yield list.isEmpty() ? new Undefined("No last item, sequence was empty.") : list.getLast();
      }
      case "items" -> Members.items(input, budget);
      case "dictsort" -> Filters.sortedEntries(input, arguments, budget);
      case "reverse" ->
          input instanceof String text
              ? new StringBuilder(text).reverse().toString()
              : copy(input, budget).reversed();
      case "sort" -> sort(input, arguments, budget);
      case "unique" -> unique(input, arguments, budget);
      case "sum" -> {
        Object sum = arguments.get(1, "start", 0L);
        Object attribute = arguments.get(0, "attribute", None.NONE);
        for (Object element : Values.elements(input, budget)) {
          sum = Arithmetic.compute("+", sum, member(element, attribute, budget), budget);
        }
        yield sum;
      }
      case "min" -> extreme(input, arguments, false, budget);
      case "max" -> extreme(input, arguments, true, budget);
      case "map" -> {
        if (arguments.count() > 0) {
          String name = arguments.text(0, "filter");
          Arguments others = arguments.from(1);
          List<Object> result = new ArrayList<>();
          for (Object element : elementsIfAny(input, budget)) {
            budget.step();
            result.add(Filters.apply(name, element, others, evaluator));
          }
          yield result;
        }
        Object otherwise = arguments.get(1, "default");
        List<Object> result = map(input, arguments.required(0, "attribute"), budget);
        if (otherwise != null) {
          result.replaceAll(value -> value instanceof Undefined ? otherwise : value);
        }
        yield result;
      }
      case "select" -> selected(input, value -> passes(value, arguments, budget), budget);
      case "reject" -> selected(input, value -> !passes(value, arguments, budget), budget);
      case "selectattr" -> selected(input, value -> memberPasses(value, arguments, budget), budget);
      case "rejectattr" ->
          selected(input, value -> !memberPasses(value, arguments, budget), budget);
      case "groupby" -> groups(input, arguments, budget);
      case "batch" -> batches(input, arguments, budget);
      default -> throw JinjaException.failed("No filter named '" + filter + "'");
    };
  }

  /** As {@link Values#elements}; none for whatever is false, None above all. */
  private static List<?> elementsIfAny(Object input, Budget budget) {
    return Values.isTrue(input) ? Values.elements(input, budget) : List.of();
  }

  private static List<Object> copy(Object input, Budget budget) {
    List<?> elements = Values.elements(input, budget);
    budget.steps(elements.size());
    return new ArrayList<>(elements);
  }

  private static List<Object> map(Object input, Object attribute, Budget budget) {
    List<Object> result = new ArrayList<>();
    for (Object element : elementsIfAny(input, budget)) {
      result.add(member(element, attribute, budget));
    }
    return result;
  }

  /** What {@code a.b.0} is of the value; the value itself for None. */
  private static Object member(Object value, Object attribute, Budget budget) {
    budget.step();
    if (attribute == None.NONE) {
      return value;
    }
    if (!(attribute instanceof String path)) {
      return Members.item(value, attribute, budget);
    }
    Object member = value;
    for (Object name : PythonStrings.split(path, ".", -1, budget)) {
      String part = (String) name;
      boolean index =
          !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      member = Members.item(member, index ? (Object) Long.valueOf(part) : part, budget);
    }
    return member;
  }

  private static List<Object> selected(Object input, Predicate<Object> keeps, Budget budget) {
    List<Object> result = new ArrayList<>();
    for (Object element : elementsIfAny(input, budget)) {
      budget.step();
      if (keeps.test(element)) {
        result.add(element);
      }
    }
    return result;
  }

  private static boolean passes(Object value, Arguments arguments, Budget budget) {
    return arguments.count() == 0
        ? Values.isTrue(value)
        : Tests.holds(arguments.text(0, "test"), value, arguments.from(1), budget);
  }

  private static boolean memberPasses(Object value, Arguments arguments, Budget budget) {
    Object member = member(value, arguments.required(0, "attribute"), budget);
    return passes(member, arguments.from(1), budget);
  }

  private static Object sortKey(Object value, Arguments arguments, int place, Budget budget) {
    Object attribute = arguments.get(place, "attribute", None.NONE);
    return Filters.sortKey(
        member(value, attribute, budget),
        Values.isTrue(arguments.get(place - 1, "case_sensitive", false)));
  }

  private static List<Object> sort(Object input, Arguments arguments, Budget budget) {
    List<Object> result = copy(input, budget);
    int direction = arguments.flag(0, "reverse") ? -1 : 1;
    result.sort((a, b) ->
        direction
            * Values.compare(
                sortKey(a, arguments, 2, budget), sortKey(b, arguments, 2, budget), budget));
    return result;
  }

  private static List<Object> unique(Object input, Arguments arguments, Budget budget) {
    List<Object> result = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (Object element : Values.elements(input, budget)) {
      if (seen.add(Values.key(sortKey(element, arguments, 1, budget)))) {
        result.add(element);
      }
    }
    return result;
  }

  private static Object extreme(Object input, Arguments arguments, boolean most, Budget budget) {
    Object result = null;
    for (Object element : Values.elements(input, budget)) {
      int order =
          result == null
              ? 0
              : Values.compare(
                  sortKey(element, arguments, 1, budget),
                  sortKey(result, arguments, 1, budget),
                  budget);
      if (result == null || (most ? order > 0 : order < 0)) {
        result = element;
      }
    }
    return result == null ? new Undefined("No aggregated item, sequence was empty.") : result;
  }

  private static List<Object> groups(Object input, Arguments arguments, Budget budget) {
    Object attribute = arguments.required(0, "attribute");
    List<Object> sorted = copy(input, budget);
    sorted.sort((a, b) ->
        Values.compare(member(a, attribute, budget), member(b, attribute, budget), budget));
    List<Object> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      Object key = member(sorted.get(from), attribute, budget);
      if (i == sorted.size()
          || !Values.same(key, member(sorted.get(i), attribute, budget), budget)) {
        groups.add(Tuple.of(key, new ArrayList<>(sorted.subList(from, i))));
        from = i;
      }
    }
    return groups;
  }

  private static List<Object> batches(Object input, Arguments arguments, Budget budget) {
    List<Object> elements = copy(input, budget);
    int size = Math.max(1, arguments.number(0, "linecount", 1));
    List<Object> batches = new ArrayList<>();
    for (int from = 0; from < elements.size(); from += size) {
      batches.add(new ArrayList<>(elements.subList(from, Math.min(elements.size(), from + size))));
    }
    return batches;
  }
}
