package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Expression.Entry;
import dev.jobstream.llm.llamacpp.jinja.Expression.Parameters;
import dev.jobstream.llm.llamacpp.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what operators stand between: a literal or a name, with all that is bound to it. */
final class OperandParser {
  /** Names that end an expression where a test might take an operand. */
  private static final Set<String> NOT_AN_OPERAND = Set.of("else", "or", "and", "is", "if");

  private final TokenReader tokens;
  private final ExpressionParser expressions;

  OperandParser(TokenReader tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** A literal or a name, with its members, elements and calls. */
  Expression operand() {
    return postfix(primary());
  }

  private Expression primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NAME -> {
        tokens.take();
        yield switch (token.text()) {
          case "true", "True" -> new Expression.Literal(true);
          case "false", "False" -> new Expression.Literal(false);
          case "none", "None" -> new Expression.Literal(None.NONE);
          default -> new Expression.Name(token.text());
        };
      }
      case STRING -> {
        StringBuilder text = new StringBuilder();
        while (tokens.peek().kind() == Kind.STRING) {
          text.append(tokens.take().text());
        }
        yield new Expression.Literal(text.toString());
      }
      case INTEGER -> new Expression.Literal(integer(tokens.take()));
      case FLOAT -> new Expression.Literal(Double.valueOf(tokens.take().text()));
      case OPERATOR -> bracketed();
      case DATA, BLOCK_BEGIN, BLOCK_END, OUTPUT_BEGIN, OUTPUT_END, END ->
          throw tokens.unexpected("an expression");
    };
  }

  private static Long integer(Token token) {
    try {
      return Long.decode(
          token.text().matches("0[xX].*")
              ? token.text()
              : token.text().replaceFirst("^0+(?=.)", ""));
    } catch (NumberFormatException e) {
      throw JinjaException.syntax("a number is too large", token.line());
    }
  }

  private Expression bracketed() {
    if (tokens.takeOperator("(")) {
      if (tokens.takeOperator(")")) {
        return new Expression.TupleOf(List.of());
      }
      Expression inner = expressions.tuple();
      tokens.expectOperator(")");
      return inner;
    }
    if (tokens.takeOperator("[")) {
      List<Expression> elements = new ArrayList<>();
      while (!tokens.takeOperator("]")) {
        elements.add(expressions.expression());
        if (!tokens.peek().isOperator("]")) {
          tokens.expectOperator(",");
        }
      }
      return new Expression.ListOf(elements);
    }
    if (tokens.takeOperator("{")) {
      List<Entry> entries = new ArrayList<>();
      while (!tokens.takeOperator("}")) {
        Expression key = expressions.expression();
        tokens.expectOperator(":");
        entries.add(new Entry(key, expressions.expression()));
        if (!tokens.peek().isOperator("}")) {
          tokens.expectOperator(",");
        }
      }
      return new Expression.DictOf(entries);
    }
    throw tokens.unexpected("an expression");
  }

  private Expression postfix(Expression base) {
    Expression result = base;
    while (true) {
      if (tokens.takeOperator(".")) {
        Token name = tokens.peek();
        if (name.kind() == Kind.INTEGER) {
          result = new Expression.Item(result, new Expression.Literal(integer(tokens.take())));
        } else {
          result = new Expression.Attribute(result, tokens.name());
        }
      } else if (tokens.takeOperator("[")) {
        result = subscript(result);
      } else if (tokens.peek().isOperator("(")) {
        result = new Expression.Call(result, parameters());
      } else {
        return result;
      }
    }
  }

  private Expression subscript(Expression base) {
    Expression start = tokens.peek().isOperator(":") ? null : expressions.expression();
    if (start != null && tokens.takeOperator("]")) {
      return new Expression.Item(base, start);
    }
    tokens.expectOperator(":");
    Expression stop = endsSlicePart() ? null : expressions.expression();
    Expression step =
        tokens.takeOperator(":") && !endsSlicePart() ? expressions.expression() : null;
    tokens.expectOperator("]");
    return new Expression.Slice(base, start, stop, step);
  }

  private boolean endsSlicePart() {
    return tokens.peek().isOperator(":") || tokens.peek().isOperator("]");
  }

  /** Filters, tests, and calls of their results. */
  Expression filters(Expression input) {
    Expression result = input;
    while (true) {
      if (tokens.takeOperator("|")) {
        result = filter(result);
      } else if (tokens.takeName("is")) {
        result = test(result);
      } else if (tokens.peek().isOperator("(")) {
        result = new Expression.Call(result, parameters());
      } else {
        return result;
      }
    }
  }

  /** The filter whose {@code |} was taken. */
  Expression filter(Expression input) {
    String name = dottedName();
    return new Expression.Filtered(
        input, name, tokens.peek().isOperator("(") ? parameters() : Parameters.NONE);
  }

  private Expression test(Expression input) {
    boolean negated = tokens.takeName("not");
    String name = dottedName();
    Parameters parameters = Parameters.NONE;
    if (tokens.peek().isOperator("(")) {
      parameters = parameters();
    } else if (beginsOperand(tokens.peek())) {
      parameters = new Parameters(List.of(operand()), Map.of());
    }
    Expression tested = new Expression.Tested(input, name, parameters);
    return negated ? new Expression.Not(tested) : tested;
  }

  private static boolean beginsOperand(Token token) {
    return switch (token.kind()) {
      case NAME -> !NOT_AN_OPERAND.contains(token.text());
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> token.text().equals("[") || token.text().equals("{");
      case DATA, BLOCK_BEGIN, BLOCK_END, OUTPUT_BEGIN, OUTPUT_END, END -> false;
    };
  }

  private String dottedName() {
    StringBuilder name = new StringBuilder(tokens.name());
    while (tokens.takeOperator(".")) {
      name.append('.').append(tokens.name());
    }
    return name.toString();
  }

  private Parameters parameters() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.takeOperator(")")) {
      @Nullable String name = null;
      if (tokens.peek().kind() == Kind.NAME && tokens.peekBehind().isOperator("=")) {
        name = tokens.name();
        tokens.take();
      }
      Expression value = expressions.expression();
      if (name != null) {
        named.put(name, value);
      } else {
        positional.add(value);
      }
      if (!tokens.peek().isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new Parameters(positional, named);
  }
}
