package dev.jobstream.cli;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Text for a terminal, in pieces of one style each. Immutable.
 *
 * <p>Everything that is shown to people goes through here, and here every control character is
 * taken out, so that neither a posting nor a model can send escape sequences to the terminal. Width
 * is counted in columns: a wide character takes two, a combining one none.
 */
record StyledText(List<Piece> pieces) {
  static final StyledText EMPTY = new StyledText(List.of());

  /** A piece of text in one style. */
  record Piece(Style style, String text) {}

  StyledText {
    pieces = List.copyOf(pieces);
  }

  static StyledText of(String text) {
    return EMPTY.plus(text);
  }

  static StyledText of(Style style, String text) {
    return EMPTY.plus(style, text);
  }

  StyledText plus(String text) {
    return plus(Style.PLAIN, text);
  }

  StyledText plus(Style style, String text) {
    String safe = withoutControls(text);
    if (safe.isEmpty()) {
      return this;
    }
    List<Piece> more = new ArrayList<>(pieces);
    if (!more.isEmpty() && more.getLast().style == style) {
      more.set(more.size() - 1, new Piece(style, more.getLast().text + safe));
    } else {
      more.add(new Piece(style, safe));
    }
    return new StyledText(more);
  }

  StyledText plus(StyledText other) {
    StyledText both = this;
    for (Piece piece : other.pieces) {
      both = both.plus(piece.style, piece.text);
    }
    return both;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** The columns it takes. */
  int width() {
    return pieces.stream().mapToInt(piece -> width(piece.text)).sum();
  }

  static int width(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); i = clusterEnd(text, i)) {
      columns += clusterWidth(text, i);
    }
    return columns;
  }

  /** The text on one line of at most so many columns, with an ellipsis where it was cut. */
  StyledText cut(int columns) {
    if (width() <= columns) {
      return this;
    }
    if (columns < 1) {
      return EMPTY;
    }
    StyledText kept = EMPTY;
    int left = columns - 1;
    for (Piece piece : pieces) {
      int end = fitting(piece.text, 0, left);
      kept = kept.plus(piece.style, piece.text.substring(0, end));
      if (end < piece.text.length()) {
        return kept.plus(piece.style, "…");
      }
      left -= width(piece.text);
    }
    return kept;
  }

  /** The text broken at spaces into lines of at most so many columns; a long word is broken too. */
  List<StyledText> wrap(int columns) {
    List<StyledText> lines = new ArrayList<>();
    StyledText line = EMPTY;
    int left = columns;
    for (Piece piece : pieces) {
      String text = piece.text;
      int start = 0;
      while (start < text.length()) {
        boolean lineStart = line.isEmpty();
        if (lineStart && !lines.isEmpty() && text.charAt(start) == ' ') {
          start++;
          continue;
        }
        int end = wordEnd(text, start);
        int wide = width(text.substring(start, end));
        if (wide > left && !lineStart) {
          lines.add(line);
          line = EMPTY;
          left = columns;
          continue;
        }
        if (wide > left) {
          // At least one cluster, or a terminal one column wide would never end.
          end = Math.max(fitting(text, start, left), clusterEnd(text, start));
        }
        String word = text.substring(start, end);
        line = line.plus(piece.style, word);
        left -= width(word);
        start = end;
      }
    }
    if (!line.isEmpty() || lines.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /** The text as bytes will carry it: with escape sequences for its styles, or without any. */
  String render(boolean colour) {
    StringBuilder rendered = new StringBuilder();
    for (Piece piece : pieces) {
      rendered.append(colour ? piece.style.around(piece.text) : piece.text);
    }
    return rendered.toString();
  }

  /**
   * The text on one line: tabs and line ends become spaces; control characters, bidirectional
   * overrides and lone surrogates become the replacement character, which shows that something was
   * there.
   */
  static String withoutControls(String text) {
    if (text.chars().noneMatch(StyledText::suspicious)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
            safe.append(' ');
          } else if (harmful(c)) {
            safe.append('\ufffd');
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  private static boolean suspicious(int unit) {
    return Character.isSurrogate((char) unit) || harmful(unit) || unit == 0x2028 || unit == 0x2029;
  }

  private static boolean harmful(int c) {
    return Character.isISOControl(c)
        || (c >= 0xd800 && c <= 0xdfff)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    while (end < text.length() && text.charAt(end) != ' ') {
      end++;
    }
    return end;
  }

  /** The end of the longest part from {@code start} on that takes at most so many columns. */
  private static int fitting(String text, int start, int columns) {
    int end = start;
    int left = columns;
    while (end < text.length()) {
      left -= clusterWidth(text, end);
      if (left < 0) {
        return end;
      }
      end = clusterEnd(text, end);
    }
    return end;
  }

  private static int clusterEnd(String text, int start) {
    return start + Math.max(1, WCWidth.charCountForGraphemeCluster(text, start));
  }

  private static int clusterWidth(String text, int start) {
    return Math.max(0, WCWidth.wcwidthForGraphemeCluster(text, start));
  }
}
