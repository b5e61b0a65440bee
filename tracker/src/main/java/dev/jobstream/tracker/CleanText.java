package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes presentable text of what a model wrote. */
final class CleanText {
  private CleanText() {}

  /** One line without invisible characters; empty if nothing is left, or only a placeholder. */
  static Optional<String> line(String raw) {
    String line = unquoted(visible(withoutThinking(raw)));
    return Placeholders.is(line) ? Optional.empty() : Optional.of(line);
  }

  /** The items that say something, each once whatever its case, in their order. */
  static List<String> items(AnswerValue value) {
    List<String> raw =
        switch (value) {
          case AnswerValue.Items items -> items.values().stream().map(AnswerValue::plain).toList();
          case AnswerValue.Text text -> List.of(text.text().split("[,;\\n•|]"));
          case AnswerValue.Literal literal -> List.of(literal.plain());
          case AnswerValue.Members members ->
              members.values().values().stream().map(AnswerValue::plain).toList();
        };
    List<String> clean = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String item : raw) {
      line(item).filter(text -> seen.add(text.toLowerCase(Locale.ROOT))).ifPresent(clean::add);
    }
    return clean;
  }

  /** A model whose server does not tell its thinking from its answer may think within a value. */
  private static String withoutThinking(String raw) {
    int behind = raw.lastIndexOf("</think>");
    String answer = behind < 0 ? raw : raw.substring(behind + "</think>".length());
    int begin = answer.indexOf("<think>");
    return begin < 0 ? answer : answer.substring(0, begin);
  }

  /**
   * Without control characters, lone surrogates and what turns the direction of writing; white
   * space is one space. The joiners of emoji and of Persian stay.
   */
  private static String visible(String raw) {
    StringBuilder line = new StringBuilder(raw.length());
    raw.codePoints()
        .forEach(codePoint -> {
          if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
              line.append(' ');
            }
          } else if (isVisible(codePoint)) {
            line.appendCodePoint(codePoint);
          }
        });
    return line.toString().strip();
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
      case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
      default -> codePoint != 0xFFFD;
    };
  }

  private static String unquoted(String line) {
    int end = line.length() - 1;
    boolean quoted =
        end > 0
            && (line.charAt(0) == '"' || line.charAt(0) == '\'' || line.charAt(0) == '`')
            && line.charAt(end) == line.charAt(0)
            && line.indexOf(line.charAt(0), 1) == end;
    return quoted ? line.substring(1, end).strip() : line;
  }
}
