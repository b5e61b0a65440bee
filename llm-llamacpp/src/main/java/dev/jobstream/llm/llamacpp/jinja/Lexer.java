package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens and settles its white space: {@code -} beside a tag takes all of it,
 * a block or a comment that stands alone takes its line's indentation and its line end.
 */
final class Lexer {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r");
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*+raw\\s*+(-%\\}\\s*+|%\\})");
  private static final Pattern END_RAW =
      Pattern.compile("\\{%([-+]?)\\s*+endraw\\s*+(\\+%\\}|-%\\}\\s*+|%\\}\n?)");
  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9a-fA-F_]+|(\\d[\\d_]*+)(\\.\\d[\\d_]*+)?([eE][-+]?\\d[\\d_]*+)?");
  private static final Pattern DIGITS = Pattern.compile("\\d[\\d_]*+");
  private static final List<String> LONG_OPERATORS = List.of("//", "**", "==", "!=", ">=", "<=");
  private static final String OPERATORS = "+-/*%~[](){}><=.:|,;";

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineCountedTo;

  /** What was taken last ended a line, so that what comes now begins one. */
  private boolean lineStarts = true;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String template) {
    String source = LINE_END.matcher(template).replaceAll("\n");
    if (source.endsWith("\n")) {
      source = source.substring(0, source.length() - 1);
    }
    Lexer lexer = new Lexer(source);
    lexer.readAll();
    return lexer.tokens;
  }

  private void readAll() {
    while (at < source.length()) {
      int tag = nextTag(at);
      if (tag < 0) {
        data(source.substring(at));
        at = source.length();
        break;
      }
      char kind = source.charAt(tag + 1);
      char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
      data(before(tag, sign, kind != '{'));
      at = tag + 2 + (sign == '-' || sign == '+' ? 1 : 0);
      lineStarts = false;
      switch (kind) {
        case '#' -> comment();
        case '{' -> expression(Kind.OUTPUT_BEGIN, Kind.OUTPUT_END, "}}");
        default -> {
          if (!raw(tag)) {
            expression(Kind.BLOCK_BEGIN, Kind.BLOCK_END, "%}");
          }
        }
      }
    }
    add(Kind.END, "");
  }

  private int nextTag(int from) {
    for (int i = source.indexOf('{', from); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** The text before a tag, without the white space that the tag takes. */
  private String before(int tag, char sign, boolean stripsLine) {
    String text = source.substring(at, tag);
    if (sign == '-') {
      return PythonStrings.stripEnd(text, null);
    }
    if (stripsLine && sign != '+') {
      int lineBegin = text.lastIndexOf('\n') + 1;
      if ((lineBegin > 0 || lineStarts)
          && PythonStrings.strip(text.substring(lineBegin), null).isEmpty()) {
        return text.substring(0, lineBegin);
      }
    }
    return text;
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      add(Kind.DATA, text);
    }
  }

  private void comment() {
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw JinjaException.syntax("a comment has no end", lineAt(at));
    }
    char sign = end > at ? source.charAt(end - 1) : ' ';
    endTag(end + 2, sign);
  }

  /** Goes behind a tag that ends at {@code end}, and what white space it takes. */
  private void endTag(int end, char sign) {
    at = end;
    if (sign == '-') {
      skipSpace();
    } else if (sign != '+' && at < source.length() && source.charAt(at) == '\n') {
      at++;
    }
    lineStarts = source.charAt(at - 1) == '\n';
  }

  private void skipSpace() {
    while (at < source.length() && PythonStrings.isSpace(source.charAt(at))) {
      at++;
    }
  }

  private boolean raw(int tag) {
    Matcher begin = RAW.matcher(source).region(tag, source.length());
    if (!begin.lookingAt()) {
      return false;
    }
    Matcher end = END_RAW.matcher(source).region(begin.end(), source.length());
    if (!end.find()) {
      throw JinjaException.syntax("a raw block has no end", lineAt(tag));
    }
    at = begin.end();
    lineStarts = source.charAt(at - 1) == '\n';
    String sign = end.group(1);
    data(before(end.start(), sign.isEmpty() ? ' ' : sign.charAt(0), true));
    at = end.end();
    lineStarts = source.charAt(at - 1) == '\n';
    return true;
  }

  private void expression(Kind begin, Kind end, String closing) {
    add(begin, "");
    Deque<Character> open = new ArrayDeque<>();
    while (true) {
      skipSpace();
      if (at >= source.length()) {
        throw JinjaException.syntax("a tag has no end", lineAt(at));
      }
      char c = source.charAt(at);
      if (open.isEmpty() && closes(closing, c)) {
        boolean signed = c != closing.charAt(0);
        add(end, "");
        int behind = at + closing.length() + (signed ? 1 : 0);
        // Only a block takes the line end behind it.
        endTag(behind, signed ? c : end == Kind.OUTPUT_END ? '+' : ' ');
        return;
      }
      if (c == '\'' || c == '"') {
        string(c);
      } else if (c >= '0' && c <= '9') {
        number();
      } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
        int from = at;
        while (at < source.length() && isNamePart(source.charAt(at))) {
          at++;
        }
        add(Kind.NAME, source.substring(from, at));
      } else {
        operator(c, open);
      }
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_'
        || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  private boolean closes(String closing, char c) {
    return source.startsWith(closing, at)
        || ((c == '-' || (c == '+' && closing.equals("%}"))) && source.startsWith(closing, at + 1));
  }

  private void string(char quote) {
    int from = at + 1;
    int end = from;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw JinjaException.syntax("a string has no end", lineAt(at));
    }
    add(Kind.STRING, PythonStrings.unescape(source.substring(from, end)));
    at = end + 1;
  }

  private void number() {
    boolean index = source.charAt(at - 1) == '.';
    Matcher matcher = (index ? DIGITS : NUMBER).matcher(source).region(at, source.length());
    if (!matcher.lookingAt()) {
      throw JinjaException.syntax("a number cannot be read", lineAt(at));
    }
    boolean fraction = !index && (matcher.group(2) != null || matcher.group(3) != null);
    add(fraction ? Kind.FLOAT : Kind.INTEGER, matcher.group().replace("_", ""));
    at = matcher.end();
  }

  private void operator(char c, Deque<Character> open) {
    for (String operator : LONG_OPERATORS) {
      if (source.startsWith(operator, at)) {
        add(Kind.OPERATOR, operator);
        at += 2;
        return;
      }
    }
    if (OPERATORS.indexOf(c) < 0) {
      throw JinjaException.syntax("unexpected character '" + c + "'", lineAt(at));
    }
    if (c == '(' || c == '[' || c == '{') {
      open.push(c == '(' ? ')' : c == '[' ? ']' : '}');
    } else if ((c == ')' || c == ']' || c == '}') && (open.isEmpty() || open.pop() != c)) {
      throw JinjaException.syntax("unexpected '" + c + "'", lineAt(at));
    }
    add(Kind.OPERATOR, String.valueOf(c));
    at++;
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, lineAt(at)));
  }

  private int lineAt(int position) {
    for (; lineCountedTo < Math.min(position, source.length()); lineCountedTo++) {
      if (source.charAt(lineCountedTo) == '\n') {
        line++;
      }
    }
    return line;
  }
}
