package dev.jobstream.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The models of the lab side by side in a terminal, each with the end of what it has written; one
 * above the other where the terminal is too narrow for that.
 *
 * <p>Drawn in place like {@link LiveView}: never higher than the screen nor a line of it wider. In
 * the end it is replaced by everything that was written.
 */
final class LabColumns implements LabView {
  private static final int LEAST_COLUMNS = 24;
  private static final int GAP_COLUMNS = 3;

  /** The lines of a model that are not what it writes: its name and what it is doing. */
  private static final int HEAD_LINES = 2;

  private final Output out;
  private final List<LabAnswer> answers;
  private final Redraw redraw;

  /**
   * @param answers one for each model, as they go on
   */
  LabColumns(Output out, List<LabAnswer> answers) {
    this.out = out;
    this.answers = List.copyOf(answers);
    this.redraw = new Redraw(out);
  }

  @Override
  public void onEvent(LabAnswer answer, LabMessage.Happened happened) {}

  @Override
  public void frame() {
    // The last column stays free: some terminals break the line as soon as it is written.
    int columns = out.screen().columns().getAsInt() - 1;
    int rows = Math.max(1, out.screen().rows().getAsInt() - 2);
    int width = width(columns);
    List<StyledText> lines = new ArrayList<>();
    if (width >= LEAST_COLUMNS) {
      lines.addAll(beside(width, Math.max(0, rows - HEAD_LINES)));
    } else {
      int each = Math.max(1, rows / answers.size());
      for (LabAnswer answer : answers) {
        lines.addAll(head(answer, columns));
        lines.addAll(LabText.tail(answer, columns, Math.max(0, each - HEAD_LINES)));
      }
    }
    lines.add(StyledText.of(Style.DIM, "Ctrl-C stops all").cut(columns));
    redraw.lines(lines.subList(Math.max(0, lines.size() - rows - 1), lines.size()));
  }

  @Override
  public void end() {
    redraw.lines(List.of());
    int columns = out.screen().columns().getAsInt() - 1;
    int width = width(columns);
    if (width >= LEAST_COLUMNS) {
      beside(width, Integer.MAX_VALUE).forEach(out::line);
    } else {
      for (LabAnswer answer : answers) {
        out.line(StyledText.of(Style.BOLD, answer.label()).cut(columns));
        LabText.tail(answer, columns, Integer.MAX_VALUE).forEach(out::line);
        out.line("");
      }
    }
  }

  private int width(int columns) {
    return (columns - GAP_COLUMNS * (answers.size() - 1)) / answers.size();
  }

  /** The models beside each other, each with at most so many lines of what it has written. */
  private List<StyledText> beside(int width, int rows) {
    boolean live = rows < Integer.MAX_VALUE;
    List<List<StyledText>> columns = new ArrayList<>();
    int highest = 0;
    for (LabAnswer answer : answers) {
      List<StyledText> column = new ArrayList<>(live ? head(answer, width) : title(answer, width));
      column.addAll(LabText.tail(answer, width, rows));
      columns.add(column);
      highest = Math.max(highest, column.size());
    }
    List<StyledText> lines = new ArrayList<>();
    for (int row = 0; row < highest; row++) {
      StyledText line = StyledText.EMPTY;
      for (int i = 0; i < columns.size(); i++) {
        StyledText cell = row < columns.get(i).size() ? columns.get(i).get(row) : StyledText.EMPTY;
        line = line.plus(cell);
        if (i < columns.size() - 1) {
          line = line.plus(" ".repeat(Math.max(0, width - cell.width()))).plus(Style.DIM, " │ ");
        }
      }
      lines.add(line);
    }
    return lines;
  }

  private static List<StyledText> title(LabAnswer answer, int width) {
    return List.of(StyledText.of(Style.BOLD, answer.label()).cut(width));
  }

  private static List<StyledText> head(LabAnswer answer, int width) {
    List<StyledText> lines = new ArrayList<>(title(answer, width));
    lines.add(
        answer.terminal().isPresent() ? LabText.ending(answer).cut(width) : answer.status(width));
    return lines;
  }
}
