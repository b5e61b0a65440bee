package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Statement.Parameter;
import dev.jobstream.llm.llamacpp.jinja.Statement.Target;
import dev.jobstream.llm.llamacpp.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a template's statements. */
final class StatementParser {
  private final TokenReader tokens;
  private final ExpressionParser expressions;
  private int loops;

  private StatementParser(TokenReader tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  static List<Statement> parse(String template) {
    StatementParser parser = new StatementParser(new TokenReader(Lexer.tokens(template)));
    return parser.until(Set.of());
  }

  /** The statements up to a block of one of these names, whose name is the next token then. */
  private List<Statement> until(Set<String> ends) {
    tokens.enter();
    List<Statement> statements = new ArrayList<>();
    while (true) {
      Token token = tokens.take();
      switch (token.kind()) {
        case DATA -> statements.add(new Statement.Text(token.text()));
        case OUTPUT_BEGIN -> {
          statements.add(new Statement.Output(expressions.tuple()));
          tokens.expect(Kind.OUTPUT_END, "'}}'");
        }
        case BLOCK_BEGIN -> {
          if (tokens.peek().kind() == Kind.NAME && ends.contains(tokens.peek().text())) {
            tokens.leave();
            return statements;
          }
          statements.add(statement());
          endBlock();
        }
        case END -> {
          if (!ends.isEmpty()) {
            throw tokens.unexpected(
                "'{% " + String.join(" %}' or '{% ", new TreeSet<>(ends)) + " %}'");
          }
          tokens.leave();
          return statements;
        }
        case BLOCK_END, OUTPUT_END, NAME, STRING, INTEGER, FLOAT, OPERATOR ->
            throw new IllegalStateException("The lexer gave `" + token + "` outside of a tag.");
      }
    }
  }

  private void endBlock() {
    tokens.expect(Kind.BLOCK_END, "'%}'");
  }

  /** The statements of a block whose begin was read, with its end tag's name. */
  private List<Statement> body(String end) {
    endBlock();
    List<Statement> body = until(Set.of(end));
    tokens.expectName(end);
    return body;
  }

  private Statement statement() {
    Token name = tokens.expect(Kind.NAME, "the name of a block");
    return switch (name.text()) {
      case "if" -> ifStatement();
      case "for" -> forStatement();
      case "set" -> setStatement();
      case "macro" -> macro();
      case "call" -> callBlock();
      case "filter" -> {
        Expression value = filters(expressions.filter(written()));
        yield new Statement.FilterBlock(value, body("endfilter"));
      }
      case "with" -> with();
      case "generation" -> new Statement.Group(body("endgeneration"));
      case "print" -> new Statement.Output(expressions.tuple());
      case "break" -> inLoop(new Statement.Break(), name);
      case "continue" -> inLoop(new Statement.Continue(), name);
      default ->
          throw JinjaException.syntax("there is no block '" + name.text() + "'", name.line());
    };
  }

  private Statement inLoop(Statement statement, Token name) {
    if (loops == 0) {
      throw JinjaException.syntax("'" + name.text() + "' outside of a loop", name.line());
    }
    return statement;
  }

  private static Expression written() {
    return new Expression.Name(Statement.WRITTEN);
  }

  private Expression filters(Expression input) {
    Expression result = input;
    while (tokens.takeOperator("|")) {
      result = expressions.filter(result);
    }
    return result;
  }

  private Statement ifStatement() {
    List<Statement.Branch> branches = new ArrayList<>();
    List<Statement> otherwise = List.of();
    while (true) {
      Expression condition = expressions.tuple();
      endBlock();
      branches.add(new Statement.Branch(condition, until(Set.of("elif", "else", "endif"))));
      if (tokens.takeName("elif")) {
        continue;
      }
      if (tokens.takeName("else")) {
        otherwise = body("endif");
      } else {
        tokens.expectName("endif");
      }
      return new Statement.If(branches, otherwise);
    }
  }

  private Statement forStatement() {
    Target target = target();
    tokens.expectName("in");
    Expression elements = expressions.tupleWithoutCondition();
    Expression condition = tokens.takeName("if") ? expressions.expression() : null;
    boolean recursive = tokens.takeName("recursive");
    endBlock();
    loops++;
    List<Statement> body = until(Set.of("else", "endfor"));
    loops--;
    List<Statement> otherwise = List.of();
    if (tokens.takeName("else")) {
      otherwise = body("endfor");
    } else {
      tokens.expectName("endfor");
    }
    return new Statement.For(target, elements, condition, recursive, body, otherwise);
  }

  private Target target() {
    Target first = singleTarget();
    if (!tokens.peek().isOperator(",")) {
      return first;
    }
    List<Target> targets = new ArrayList<>(List.of(first));
    while (tokens.takeOperator(",")) {
      targets.add(singleTarget());
    }
    return new Target.Several(targets);
  }

  private Target singleTarget() {
    tokens.enter();
    Target result;
    if (tokens.takeOperator("(")) {
      result = target();
      tokens.expectOperator(")");
    } else {
      String name = tokens.name();
      result =
          tokens.takeOperator(".")
              ? new Target.Member(name, tokens.name())
              : new Target.Variable(name);
    }
    tokens.leave();
    return result;
  }

  private Statement setStatement() {
    Target target = target();
    if (tokens.takeOperator("=")) {
      return new Statement.Set(target, expressions.tuple());
    }
    Expression value = filters(written());
    return new Statement.SetBlock(target, value, body("endset"));
  }

  private Statement macro() {
    String name = tokens.name();
    List<Parameter> parameters = parameters();
    return new Statement.Macro(name, parameters, bodyOutOfLoops("endmacro"));
  }

  /** A loop around a macro cannot be left from within it. */
  private List<Statement> bodyOutOfLoops(String end) {
    int around = loops;
    loops = 0;
    List<Statement> body = body(end);
    loops = around;
    return body;
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.takeOperator(")")) {
      String name = tokens.name();
      parameters.add(
          new Parameter(name, tokens.takeOperator("=") ? expressions.expression() : null));
      if (!tokens.peek().isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return parameters;
  }

  private Statement callBlock() {
    List<Parameter> parameters = tokens.peek().isOperator("(") ? parameters() : List.of();
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw tokens.unexpected("a call");
    }
    return new Statement.CallBlock(call, parameters, bodyOutOfLoops("endcall"));
  }

  private Statement with() {
    List<Statement.Set> assignments = new ArrayList<>();
    while (tokens.peek().kind() != Kind.BLOCK_END) {
      Target target = singleTarget();
      tokens.expectOperator("=");
      assignments.add(new Statement.Set(target, expressions.expression()));
      if (tokens.peek().kind() != Kind.BLOCK_END) {
        tokens.expectOperator(",");
      }
    }
    return new Statement.With(assignments, body("endwith"));
  }
}
