package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Expression.Comparand;
import dev.jobstream.llm.llamacpp.jinja.Expression.Entry;
import dev.jobstream.llm.llamacpp.jinja.Expression.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes expressions, for one rendering. */
final class Evaluator {
  private final Budget budget;

  Evaluator(Budget budget) {
    this.budget = budget;
  }

  Budget budget() {
    return budget;
  }

  Object evaluate(Expression expression, Scope scope) {
    budget.step();
    budget.enter();
    Object result = compute(expression, scope);
    budget.leave();
    return result;
  }

  boolean isTrue(Expression expression, Scope scope) {
    return Values.isTrue(evaluate(expression, scope));
  }

  private Object compute(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Literal literal -> literal.value();
      case Expression.Name name -> scope.get(name.name());
      case Expression.ListOf list -> all(list.elements(), scope);
      case Expression.TupleOf tuple -> new Tuple(all(tuple.elements(), scope));
      case Expression.DictOf dict -> {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (Entry entry : dict.entries()) {
          entries.put(Values.key(evaluate(entry.key(), scope)), evaluate(entry.value(), scope));
        }
        yield entries;
      }
      case Expression.Attribute attribute ->
          Members.attribute(evaluate(attribute.base(), scope), attribute.name(), budget);
      case Expression.Item item ->
          Members.item(evaluate(item.base(), scope), evaluate(item.key(), scope), budget);
      case Expression.Slice slice -> slice(slice, scope);
      case Expression.Call call ->
          call(evaluate(call.callee(), scope), arguments(call.parameters(), scope));
      case Expression.Filtered filtered ->
          Filters.apply(
              filtered.filter(),
              evaluate(filtered.input(), scope),
              arguments(filtered.parameters(), scope),
              this);
      case Expression.Tested tested ->
          Tests.holds(
              tested.test(),
              evaluate(tested.input(), scope),
              arguments(tested.parameters(), scope),
              budget);
      case Expression.Not not -> !isTrue(not.operand(), scope);
      case Expression.Signed signed ->
          signed.negative()
              ? Arithmetic.negate(evaluate(signed.operand(), scope))
              : evaluate(signed.operand(), scope);
      case Expression.And and -> {
        Object left = evaluate(and.left(), scope);
        yield Values.isTrue(left) ? evaluate(and.right(), scope) : left;
      }
      case Expression.Or or -> {
        Object left = evaluate(or.left(), scope);
        yield Values.isTrue(left) ? left : evaluate(or.right(), scope);
      }
      case Expression.Arithmetic arithmetic ->
          Arithmetic.compute(
              arithmetic.operator(),
              evaluate(arithmetic.left(), scope),
              evaluate(arithmetic.right(), scope),
              budget);
      case Expression.Concatenation concatenation -> {
        StringBuilder text = new StringBuilder();
        for (Expression part : concatenation.parts()) {
          String written = TextWriter.text(evaluate(part, scope), budget);
          budget.characters(written.length());
          text.append(written);
        }
        yield text.toString();
      }
      case Expression.Comparison comparison -> compare(comparison, scope);
      case Expression.Conditional conditional -> {
        if (isTrue(conditional.condition(), scope)) {
          yield evaluate(conditional.then(), scope);
        }
        Expression otherwise = conditional.otherwise();
        yield otherwise == null
            ? new Undefined("an inline if-expression without else was undefined")
            : evaluate(otherwise, scope);
      }
    };
  }

  private List<Object> all(List<Expression> expressions, Scope scope) {
    List<Object> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      values.add(evaluate(expression, scope));
    }
    return values;
  }

  Arguments arguments(Parameters parameters, Scope scope) {
    if (parameters.positional().isEmpty() && parameters.named().isEmpty()) {
      return Arguments.NONE;
    }
    Map<String, Object> named = new LinkedHashMap<>();
    parameters.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
    return new Arguments(all(parameters.positional(), scope), named);
  }

  Object call(Object callee, Arguments arguments) {
    return switch (callee) {
      case Callable callable -> callable.call(arguments);
      case Undefined undefined -> throw undefined.failure();
      default ->
          throw JinjaException.failed("'" + Values.typeName(callee) + "' object is not callable");
    };
  }

  private boolean compare(Expression.Comparison comparison, Scope scope) {
    Object left = evaluate(comparison.first(), scope);
    for (Comparand comparand : comparison.others()) {
      Object right = evaluate(comparand.operand(), scope);
      if (!holds(comparand.operator(), left, right, budget)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  static boolean holds(String operator, Object left, Object right, Budget budget) {
    return switch (operator) {
      case "==" -> Values.same(left, right, budget);
      case "!=" -> !Values.same(left, right, budget);
      case "<" -> Values.compare(left, right, budget) < 0;
      case "<=" -> Values.compare(left, right, budget) <= 0;
      case ">" -> Values.compare(left, right, budget) > 0;
      case ">=" -> Values.compare(left, right, budget) >= 0;
      case "in" -> Values.contains(right, left, budget);
      case "not in" -> !Values.contains(right, left, budget);
      default -> throw new IllegalStateException("There is no comparison `" + operator + "`.");
    };
  }

  private Object slice(Expression.Slice slice, Scope scope) {
    Object base = evaluate(slice.base(), scope);
    Object start = optional(slice.start(), scope);
    Object stop = optional(slice.stop(), scope);
    Object step = optional(slice.step(), scope);
    if (!(base instanceof String) && !(base instanceof List<?>)) {
      throw base instanceof Undefined undefined
          ? undefined.failure()
          : JinjaException.failed("'" + Values.typeName(base) + "' object cannot be sliced");
    }
    List<Integer> places = places((int) Values.length(base), start, stop, step);
    budget.steps(places.size());
    if (base instanceof String text) {
      return PythonStrings.slice(text, places, budget);
    }
    List<?> list = (List<?>) base;
    List<Object> result = new ArrayList<>(places.size());
    for (int place : places) {
      result.add(list.get(place));
    }
    return base instanceof Tuple ? new Tuple(result) : result;
  }

  private Object optional(@Nullable Expression expression, Scope scope) {
    return expression == null ? None.NONE : evaluate(expression, scope);
  }

  /** As Python's {@code slice.indices}. */
  private static List<Integer> places(int length, Object start, Object stop, Object step) {
    long width = step == None.NONE ? 1 : place(step);
    if (width == 0) {
      throw JinjaException.failed("slice step cannot be zero");
    }
    long lowest = width > 0 ? 0 : -1;
    long highest = width > 0 ? length : length - 1;
    long from =
        start == None.NONE ? (width > 0 ? lowest : highest) : clamp(start, length, lowest, highest);
    long to =
        stop == None.NONE ? (width > 0 ? highest : lowest) : clamp(stop, length, lowest, highest);
    List<Integer> places = new ArrayList<>();
    for (long at = from; width > 0 ? at < to : at > to; at += width) {
      places.add((int) at);
    }
    return places;
  }

  private static long clamp(Object place, int length, long lowest, long highest) {
    long at = place(place);
    return Math.clamp(at < 0 ? at + length : at, lowest, highest);
  }

  private static long place(Object value) {
    if (Values.number(value) instanceof Long number) {
      return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    throw value instanceof Undefined undefined
        ? undefined.failure()
        : JinjaException.failed("slice indices must be integers");
  }
}
