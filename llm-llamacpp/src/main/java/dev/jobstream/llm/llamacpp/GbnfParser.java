package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses llama.cpp's GBNF as far as {@link GrammarRules} writes it: a rule a line, literals,
 * classes of characters, groups, alternatives, and repetitions.
 */
final class GbnfParser {

  /** What may stand on the right side of a rule. */
  sealed interface Expression {}

  /** One character of a set. */
  record Letter(CodePointSet set) implements Expression {}

  /** Whatever another rule matches. */
  record Rule(String name) implements Expression {}

  /** One after the other; nothing at all if empty. */
  record Sequence(List<Expression> parts) implements Expression {}

  /** One of several. */
  record Choice(List<Expression> alternatives) implements Expression {}

  /**
   * Several times.
   *
   * @param max {@link GrammarRules#UNBOUNDED} if there is no limit
   */
  record Repetition(Expression part, int min, int max) implements Expression {}

  /**
   * Words of a text, or nothing. Is not written in GBNF: it takes the place of a rule.
   *
   * @param most the most characters
   */
  record Quotation(QuotedText text, int most) implements Expression {}

  private final String text;
  private int at;

  private GbnfParser(String text) {
    this.text = text;
  }

  /**
   * The rules of a grammar by name, in their order.
   *
   * @throws IllegalArgumentException if the text is not such a grammar
   */
  static Map<String, Expression> parse(String gbnf) {
    Map<String, Expression> rules = new LinkedHashMap<>();
    for (String line : gbnf.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      GbnfParser parser = new GbnfParser(line);
      String name = parser.name();
      parser.skipSpaces();
      parser.expect("::=");
      rules.put(name, parser.choice());
      if (parser.at < line.length()) {
        throw parser.unexpected();
      }
    }
    return rules;
  }

  private Expression choice() {
    List<Expression> alternatives = new ArrayList<>();
    alternatives.add(sequence());
    while (next('|')) {
      at++;
      alternatives.add(sequence());
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Choice(alternatives);
  }

  private Expression sequence() {
    List<Expression> parts = new ArrayList<>();
    skipSpaces();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      parts.add(repeated(part()));
      skipSpaces();
    }
    return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
  }

  private Expression part() {
    return switch (text.charAt(at)) {
      case '"' -> literal();
      case '[' -> new Letter(set());
      case '(' -> {
        at++;
        Expression group = choice();
        expect(")");
        yield group;
      }
      default -> new Rule(name());
    };
  }

  private Expression repeated(Expression part) {
    if (at == text.length()) {
      return part;
    }
    return switch (text.charAt(at)) {
      case '*' -> repeated(part, 0, GrammarRules.UNBOUNDED);
      case '+' -> repeated(part, 1, GrammarRules.UNBOUNDED);
      case '?' -> repeated(part, 0, 1);
      case '{' -> {
        at++;
        int min = number();
        int max = min;
        if (next(',')) {
          at++;
          max = next('}') ? GrammarRules.UNBOUNDED : number();
        }
        if (!next('}')) {
          throw unexpected();
        }
        yield repeated(part, min, max);
      }
      default -> part;
    };
  }

  private Expression repeated(Expression part, int min, int max) {
    at++;
    return new Repetition(part, min, max);
  }

  private Expression literal() {
    List<Expression> letters = new ArrayList<>();
    at++;
    while (!next('"')) {
      letters.add(new Letter(CodePointSet.of(letter())));
    }
    at++;
    return letters.size() == 1 ? letters.getFirst() : new Sequence(letters);
  }

  private CodePointSet set() {
    at++;
    boolean negated = next('^');
    if (negated) {
      at++;
    }
    List<CodePointSet.Range> ranges = new ArrayList<>();
    while (!next(']')) {
      int first = letter();
      int last = first;
      if (next('-') && at + 1 < text.length() && text.charAt(at + 1) != ']') {
        at++;
        last = letter();
      }
      ranges.add(new CodePointSet.Range(first, last));
    }
    at++;
    CodePointSet set = CodePointSet.of(ranges);
    return negated ? set.complement() : set;
  }

  private int letter() {
    if (at >= text.length()) {
      throw unexpected();
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c != '\\') {
      return c;
    }
    if (at >= text.length()) {
      throw unexpected();
    }
    char escape = text.charAt(at++);
    return switch (escape) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\', '"', '[', ']' -> escape;
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      default -> throw unexpected();
    };
  }

  private int hex(int digits) {
    if (at + digits > text.length()) {
      throw unexpected();
    }
    at += digits;
    return Integer.parseInt(text, at - digits, at, 16);
  }

  private int number() {
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw unexpected();
    }
    return Integer.parseInt(text, from, at, 10);
  }

  private String name() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
      at++;
    }
    if (from == at) {
      throw unexpected();
    }
    return text.substring(from, at);
  }

  private void skipSpaces() {
    while (next(' ')) {
      at++;
    }
  }

  private boolean next(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void expect(String expected) {
    if (!text.startsWith(expected, at)) {
      throw unexpected();
    }
    at += expected.length();
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException(
        "The grammar's line `%s` cannot be read from its character %d on.".formatted(text, at + 1));
  }
}
