package dev.jobstream.cli;

/** A bar with words behind it. */
final class ProgressBar {
  private static final int COLUMNS = 20;
  private static final int LEAST_COLUMNS = 10;

  private ProgressBar() {}

  /**
   * The words with a bar before them, if there is room for one and the end is known; in a narrow
   * terminal the words matter more.
   *
   * @param total 0 or a negative value if the end is not known
   * @param unicode whether the terminal shows more than ASCII
   */
  static StyledText line(long done, long total, String words, int columns, boolean unicode) {
    int room = Math.min(COLUMNS, columns - StyledText.width(words) - 1);
    if (total <= 0 || room < LEAST_COLUMNS) {
      return StyledText.of(words).cut(columns);
    }
    int full = (int) Math.clamp((double) room * done / total, 0, room);
    return StyledText.of(Style.GREEN, (unicode ? "█" : "#").repeat(full))
        .plus(Style.DIM, (unicode ? "░" : ".").repeat(room - full))
        .plus(" " + words);
  }
}
