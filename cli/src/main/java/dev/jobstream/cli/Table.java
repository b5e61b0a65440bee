package dev.jobstream.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows with columns as wide as what they hold. Not thread-safe. */
final class Table {
  private static final int GAP_COLUMNS = 2;

  private final List<List<StyledText>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(
        List.of(headings).stream().map(heading -> StyledText.of(Style.BOLD, heading)).toList());
  }

  /** Adds a row of as many cells as there are headings. */
  void row(StyledText... cells) {
    rows.add(List.of(cells));
  }

  /**
   * The table's lines. Where they are too wide, each row becomes a block of lines, a cell each with
   * its heading before it.
   */
  List<StyledText> lines(int columns) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<StyledText> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    int whole = GAP_COLUMNS * (widths.length - 1);
    for (int width : widths) {
      whole += width;
    }
    return whole <= columns ? aligned(widths) : blocks(columns);
  }

  private List<StyledText> aligned(int[] widths) {
    List<StyledText> lines = new ArrayList<>();
    for (List<StyledText> row : rows) {
      StyledText line = StyledText.EMPTY;
      for (int i = 0; i < widths.length; i++) {
        StyledText cell = row.get(i);
        line = line.plus(cell);
        if (i < widths.length - 1) {
          line = line.plus(" ".repeat(widths[i] - cell.width() + GAP_COLUMNS));
        }
      }
      lines.add(line);
    }
    return lines;
  }

  private List<StyledText> blocks(int columns) {
    List<StyledText> lines = new ArrayList<>();
    List<StyledText> headings = rows.getFirst();
    for (List<StyledText> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < headings.size(); i++) {
        StyledText heading = i == 0 ? StyledText.EMPTY : headings.get(i).plus(": ");
        lines.addAll(
            StyledText.of(i == 0 ? "" : "  ").plus(heading).plus(row.get(i)).wrap(columns));
      }
    }
    return lines;
  }
}
