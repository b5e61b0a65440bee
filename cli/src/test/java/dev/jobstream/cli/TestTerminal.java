package dev.jobstream.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal of a fixed size that obeys the few sequences that Jobstream sends, and fails on any
 * other, on a line that is too long, and on a cursor that is sent above the screen.
 */
final class TestTerminal extends ByteArrayOutputStream {
  private final int columns;
  private final int rows;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;

  TestTerminal(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  Screen screen() {
    return new Screen(true, false, true, () -> columns, () -> rows);
  }

  /** Everything on the screen and above it, without empty lines at the end. */
  String text() {
    play();
    return String.join("\n", lines).stripTrailing();
  }

  private void play() {
    String sent = toString(StandardCharsets.UTF_8);
    reset();
    boolean fresh = true;
    for (int i = 0; i < sent.length(); i++) {
      char c = sent.charAt(i);
      if (c == '\u001b') {
        int end = i + 2;
        while (Character.isDigit(sent.charAt(end))) {
          end++;
        }
        obey(sent.charAt(end), sent.substring(i + 2, end));
        i = end;
      } else if (c == '\n') {
        row++;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
        fresh = true;
      } else if (c == '\r') {
        fresh = true;
      } else {
        StringBuilder line = lines.get(row);
        if (fresh) {
          line.setLength(0);
          fresh = false;
        }
        line.append(c);
        if (StyledText.width(line.toString()) > columns) {
          throw new AssertionError("A line is wider than %d: `%s`.".formatted(columns, line));
        }
      }
    }
  }

  private void obey(char command, String number) {
    switch (command) {
      case 'A' -> {
        row -= Integer.parseInt(number);
        if (row < Math.max(0, lines.size() - rows)) {
          throw new AssertionError("The cursor was sent above the screen.");
        }
      }
      // Written lines start at their first column, so nothing of the old line is left.
      case 'K' -> {}
      case 'J' -> {
        lines.subList(row, lines.size()).clear();
        lines.add(new StringBuilder());
      }
      default -> throw new AssertionError("An unknown sequence ends in `%s`.".formatted(command));
    }
  }
}
