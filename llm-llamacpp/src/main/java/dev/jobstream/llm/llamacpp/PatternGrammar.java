package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression of JSON Schema as a grammar of the JSON text within the quotes. It knows
 * what schemas use: literals, classes, groups, alternatives, quantifiers, and anchors at the ends;
 * where an end has no anchor, any text may stand there. Used once.
 */
final class PatternGrammar {
  private static final CodePoints DIGITS = CodePoints.range('0', '9');
  private static final CodePoints WORD =
      DIGITS
          .plus(CodePoints.range('A', 'Z'))
          .plus(CodePoints.of('_'))
          .plus(CodePoints.range('a', 'z'));
  // What ECMAScript calls white space.
  private static final CodePoints SPACE =
      CodePoints.range('\t', '\r')
          .plus(CodePoints.of(' '))
          .plus(CodePoints.of(0xA0))
          .plus(CodePoints.of(0x1680))
          .plus(CodePoints.range(0x2000, 0x200A))
          .plus(CodePoints.range(0x2028, 0x2029))
          .plus(CodePoints.of(0x202F))
          .plus(CodePoints.of(0x205F))
          .plus(CodePoints.of(0x3000))
          .plus(CodePoints.of(0xFEFF));
  private static final int MAX_DEPTH = 50;

  private final String pattern;
  private final GrammarRules rules;
  private final String anyCharacter;
  private int position;

  /** Why a pattern cannot be a grammar; the message completes "The pattern …". */
  static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1L;

    Unsupported(String message) {
      super(message);
    }
  }

  /** An expression, and whether it can match nothing. */
  private record Part(String expression, boolean nullable) {}

  /**
   * Prepares a pattern.
   *
   * @param anyCharacter the rule for one character of a JSON string
   */
  PatternGrammar(String pattern, GrammarRules rules, String anyCharacter) {
    this.pattern = pattern;
    this.rules = rules;
    this.anyCharacter = anyCharacter;
  }

  /** The expression of all texts that the pattern matches. */
  String toGrammar() throws Unsupported {
    List<String> alternatives = new ArrayList<>();
    do {
      boolean fromStart = accept('^');
      String body = sequence(0).expression();
      boolean toEnd = accept('$');
      String any = anyCharacter + "*";
      alternatives.add((fromStart ? "" : any + " ") + body + (toEnd ? "" : " " + any));
    } while (accept('|'));
    if (position < pattern.length()) {
      throw new Unsupported("has a `%s` in a place of its own".formatted(pattern.charAt(position)));
    }
    return GrammarRules.oneOf(alternatives);
  }

  private Part alternatives(int depth) throws Unsupported {
    if (depth > MAX_DEPTH) {
      throw new Unsupported("has more than %d groups in each other".formatted(MAX_DEPTH));
    }
    List<String> expressions = new ArrayList<>();
    boolean nullable = false;
    do {
      Part part = sequence(depth);
      expressions.add(part.expression());
      nullable |= part.nullable();
    } while (accept('|'));
    return new Part("(" + String.join(" | ", expressions) + ")", nullable);
  }

  private Part sequence(int depth) throws Unsupported {
    List<String> expressions = new ArrayList<>();
    boolean nullable = true;
    while (position < pattern.length() && "|)$".indexOf(pattern.charAt(position)) < 0) {
      Part part = repeated(atom(depth));
      nullable &= part.nullable();
      add(part.expression(), expressions);
    }
    return new Part(expressions.isEmpty() ? "\"\"" : String.join(" ", expressions), nullable);
  }

  /** Adds an expression; literals that follow each other become one. */
  private static void add(String expression, List<String> expressions) {
    boolean literals =
        !expressions.isEmpty() && isLiteral(expressions.getLast()) && isLiteral(expression);
    if (literals) {
      String before = expressions.removeLast();
      expressions.add(before.substring(0, before.length() - 1) + expression.substring(1));
    } else {
      expressions.add(expression);
    }
  }

  private static boolean isLiteral(String expression) {
    return expression.startsWith("\"") && expression.endsWith("\"") && expression.length() > 2;
  }

  private Part atom(int depth) throws Unsupported {
    int c = next();
    return switch (c) {
      case '(' -> group(depth);
      case '[' -> characters(characterClass());
      case '.' -> characters(CodePoints.PRINTABLE);
      case '\\' -> characters(escaped());
      case '^', '*', '+', '?', '{' ->
          throw new Unsupported("has a `%c` in a place of its own".formatted(c));
      default -> characters(CodePoints.of(c));
    };
  }

  private Part group(int depth) throws Unsupported {
    if (accept('?') && !accept(':')) {
      throw new Unsupported("looks ahead or names a group");
    }
    Part part = alternatives(depth + 1);
    if (!accept(')')) {
      throw new Unsupported("has a group that does not end");
    }
    return part;
  }

  private static Part characters(CodePoints set) throws Unsupported {
    List<String> alternatives = set.alternatives();
    if (alternatives.isEmpty()) {
      throw new Unsupported("asks for a control character");
    }
    return new Part(GrammarRules.oneOf(alternatives), false);
  }

  private Part repeated(Part part) throws Unsupported {
    int min;
    int max;
    if (accept('*')) {
      min = 0;
      max = GrammarRules.UNBOUNDED;
    } else if (accept('+')) {
      min = 1;
      max = GrammarRules.UNBOUNDED;
    } else if (accept('?')) {
      min = 0;
      max = 1;
    } else if (accept('{')) {
      min = number();
      max = !accept(',') ? min : peek('}') ? GrammarRules.UNBOUNDED : number();
      if (!accept('}') || max < min) {
        throw new Unsupported("has a repetition that is not `{m}`, `{m,}` or `{m,n}`");
      }
    } else {
      return part;
    }
    // A lazy quantifier matches the same texts.
    accept('?');
    if (part.nullable() && max == GrammarRules.UNBOUNDED) {
      throw new Unsupported("repeats without end what may be empty");
    }
    return new Part(rules.repeat(part.expression(), min, max), min == 0 || part.nullable());
  }

  private int number() throws Unsupported {
    int start = position;
    while (position < pattern.length() && Character.isDigit(pattern.charAt(position))) {
      position++;
    }
    String digits = pattern.substring(start, position);
    if (digits.isEmpty()
        || digits.length() > 6
        || Integer.parseInt(digits) > GrammarRules.MAX_REPETITIONS) {
      throw new Unsupported(
          "has a repetition that is not a number up to %,d"
              .formatted(GrammarRules.MAX_REPETITIONS));
    }
    return Integer.parseInt(digits);
  }

  private CodePoints characterClass() throws Unsupported {
    boolean negated = accept('^');
    CodePoints set = CodePoints.NONE;
    while (!accept(']')) {
      int start = position;
      CodePoints first = classMember();
      if (peek('-') && position + 1 < pattern.length() && pattern.charAt(position + 1) != ']') {
        position++;
        int from = single(first, start);
        start = position;
        int to = single(classMember(), start);
        if (to < from) {
          throw new Unsupported("has a range whose end is before its start");
        }
        set = set.plus(CodePoints.range(from, to));
      } else {
        set = set.plus(first);
      }
    }
    return negated ? set.negated() : set;
  }

  private CodePoints classMember() throws Unsupported {
    int c = next();
    return c == '\\' ? escaped() : CodePoints.of(c);
  }

  private int single(CodePoints set, int start) throws Unsupported {
    int codePoint = set.only();
    if (codePoint < 0) {
      throw new Unsupported(
          "has a range with `%s` at an end".formatted(pattern.substring(start, position)));
    }
    return codePoint;
  }

  private CodePoints escaped() throws Unsupported {
    int c = next();
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.negated();
      case 'w' -> WORD;
      case 'W' -> WORD.negated();
      case 's' -> SPACE;
      case 'S' -> SPACE.negated();
      case 't' -> CodePoints.of('\t');
      case 'n' -> CodePoints.of('\n');
      case 'r' -> CodePoints.of('\r');
      case 'f' -> CodePoints.of('\f');
      case 'x' -> CodePoints.of(hex(2));
      case 'u' -> CodePoints.of(hex(4));
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Unsupported("uses `\\%c`".formatted(c));
        }
        yield CodePoints.of(c);
      }
    };
  }

  private int hex(int digits) throws Unsupported {
    if (position + digits <= pattern.length()) {
      String text = pattern.substring(position, position + digits);
      if (text.matches("[0-9A-Fa-f]+")) {
        position += digits;
        return Integer.parseInt(text, 16);
      }
    }
    throw new Unsupported("has an escape that is not `\\xHH` or `\\uHHHH`");
  }

  private int next() throws Unsupported {
    if (position >= pattern.length()) {
      throw new Unsupported("ends too early");
    }
    int codePoint = pattern.codePointAt(position);
    position += Character.charCount(codePoint);
    return codePoint;
  }

  private boolean peek(char c) {
    return position < pattern.length() && pattern.charAt(position) == c;
  }

  private boolean accept(char c) {
    boolean there = peek(c);
    position += there ? 1 : 0;
    return there;
  }
}
