package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template computes. */
sealed interface Expression {
  record Literal(Object value) implements Expression {}

  record Name(String name) implements Expression {}

  record ListOf(List<Expression> elements) implements Expression {}

  record TupleOf(List<Expression> elements) implements Expression {}

  record DictOf(List<Entry> entries) implements Expression {}

  record Entry(Expression key, Expression value) {}

  /** {@code base.name}. */
  record Attribute(Expression base, String name) implements Expression {}

  /** {@code base[key]}. */
  record Item(Expression base, Expression key) implements Expression {}

  /** {@code base[start:stop:step]}. */
  record Slice(
      Expression base,
      @Nullable Expression start,
      @Nullable Expression stop,
      @Nullable Expression step)
      implements Expression {}

  record Parameters(List<Expression> positional, Map<String, Expression> named) {
    static final Parameters NONE = new Parameters(List.of(), Map.of());
  }

  record Call(Expression callee, Parameters parameters) implements Expression {}

  record Filtered(Expression input, String filter, Parameters parameters) implements Expression {}

  record Tested(Expression input, String test, Parameters parameters) implements Expression {}

  record Not(Expression operand) implements Expression {}

  /** {@code -operand}, or {@code +operand}. */
  record Signed(boolean negative, Expression operand) implements Expression {}

  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  record Arithmetic(String operator, Expression left, Expression right) implements Expression {}

  /** {@code a ~ b ~ c}. */
  record Concatenation(List<Expression> parts) implements Expression {}

  /** {@code first < b == c}: each with its neighbour, all of them must hold. */
  record Comparison(Expression first, List<Comparand> others) implements Expression {}

  record Comparand(String operator, Expression operand) {}

  /** {@code then if condition else otherwise}. */
  record Conditional(Expression condition, Expression then, @Nullable Expression otherwise)
      implements Expression {}
}
