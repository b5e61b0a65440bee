package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Expression.Comparand;
import dev.jobstream.llm.llamacpp.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads expressions, from the loosest binding to the tightest. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final TokenReader tokens;
  private final OperandParser operands;

  ExpressionParser(TokenReader tokens) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this);
  }

  /** An expression, or several that commas part: a tuple. */
  Expression tuple() {
    return tuple(this::expression);
  }

  /** As {@link #tuple}, where an {@code if} belongs to what comes behind. */
  Expression tupleWithoutCondition() {
    return tuple(this::or);
  }

  private Expression tuple(Supplier<Expression> part) {
    Expression first = part.get();
    if (!tokens.peek().isOperator(",")) {
      return first;
    }
    List<Expression> elements = new ArrayList<>(List.of(first));
    while (tokens.takeOperator(",") && !endsTuple()) {
      elements.add(part.get());
    }
    return new Expression.TupleOf(elements);
  }

  private boolean endsTuple() {
    Token next = tokens.peek();
    return next.isOperator(")")
        || next.kind() == Kind.BLOCK_END
        || next.kind() == Kind.OUTPUT_END
        || next.isName("in");
  }

  Expression expression() {
    tokens.enter();
    Expression result = or();
    while (tokens.takeName("if")) {
      Expression condition = or();
      Expression otherwise = tokens.takeName("else") ? expression() : null;
      result = new Expression.Conditional(condition, result, otherwise);
    }
    tokens.leave();
    return result;
  }

  private Expression or() {
    Expression result = and();
    while (tokens.takeName("or")) {
      result = new Expression.Or(result, and());
    }
    return result;
  }

  private Expression and() {
    Expression result = not();
    while (tokens.takeName("and")) {
      result = new Expression.And(result, not());
    }
    return result;
  }

  private Expression not() {
    if (!tokens.takeName("not")) {
      return comparison();
    }
    tokens.enter();
    Expression result = new Expression.Not(not());
    tokens.leave();
    return result;
  }

  private Expression comparison() {
    Expression first = sum();
    List<Comparand> others = new ArrayList<>();
    while (true) {
      Token next = tokens.peek();
      if (next.kind() == Kind.OPERATOR && COMPARISONS.contains(next.text())) {
        others.add(new Comparand(tokens.take().text(), sum()));
      } else if (tokens.takeName("in")) {
        others.add(new Comparand("in", sum()));
      } else if (next.isName("not") && tokens.peekBehind().isName("in")) {
        tokens.take();
        tokens.take();
        others.add(new Comparand("not in", sum()));
      } else {
        return others.isEmpty() ? first : new Expression.Comparison(first, others);
      }
    }
  }

  private Expression sum() {
    Expression result = concatenation();
    while (tokens.peek().isOperator("+") || tokens.peek().isOperator("-")) {
      result = new Expression.Arithmetic(tokens.take().text(), result, concatenation());
    }
    return result;
  }

  private Expression concatenation() {
    Expression first = product();
    if (!tokens.peek().isOperator("~")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.takeOperator("~")) {
      parts.add(product());
    }
    return new Expression.Concatenation(parts);
  }

  private Expression product() {
    Expression result = power();
    while (tokens.peek().isOperator("*")
        || tokens.peek().isOperator("/")
        || tokens.peek().isOperator("//")
        || tokens.peek().isOperator("%")) {
      result = new Expression.Arithmetic(tokens.take().text(), result, power());
    }
    return result;
  }

  private Expression power() {
    Expression result = unary(true);
    while (tokens.takeOperator("**")) {
      result = new Expression.Arithmetic("**", result, unary(true));
    }
    return result;
  }

  private Expression unary(boolean withFilters) {
    Expression result;
    if (tokens.peek().isOperator("-") || tokens.peek().isOperator("+")) {
      boolean negative = tokens.take().isOperator("-");
      tokens.enter();
      result = new Expression.Signed(negative, unary(false));
      tokens.leave();
    } else {
      result = operands.operand();
    }
    return withFilters ? operands.filters(result) : result;
  }

  /** The filter whose {@code |} was taken. */
  Expression filter(Expression input) {
    return operands.filter(input);
  }
}
