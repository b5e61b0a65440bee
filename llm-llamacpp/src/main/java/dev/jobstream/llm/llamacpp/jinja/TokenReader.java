package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Token.Kind;
import java.util.List;

/** Goes through a template's tokens. */
final class TokenReader {
  private static final int DEPTH = 100;

  private final List<Token> tokens;
  private int next;
  private int depth;

  TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The token behind the next one. */
  Token peekBehind() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean takeOperator(String operator) {
    return takeIf(peek().isOperator(operator));
  }

  boolean takeName(String name) {
    return takeIf(peek().isName(name));
  }

  private boolean takeIf(boolean wanted) {
    if (wanted) {
      next++;
    }
    return wanted;
  }

  void expectOperator(String operator) {
    if (!takeOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!takeName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  /** Any name. */
  String name() {
    return expect(Kind.NAME, "a name").text();
  }

  Token expect(Kind kind, String what) {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return take();
  }

  JinjaException unexpected(String wanted) {
    return JinjaException.syntax(
        "expected " + wanted + ", found " + peek().description(), peek().line());
  }

  /** Called at the begin of whatever may hold itself. */
  void enter() {
    if (++depth > DEPTH) {
      throw JinjaException.syntax("nested more than " + DEPTH + " deep", peek().line());
    }
  }

  void leave() {
    depth--;
  }
}
