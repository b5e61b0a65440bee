package dev.jobstream.llm.llamacpp;

/** How far a typed name is from a known one. */
public final class EditDistance {
  private EditDistance() {}

  /**
   * The fewest letters to insert, delete or replace. What the known name has beyond the typed one's
   * length costs nothing: people leave the end out.
   */
  public static int between(String typed, String known) {
    int[] row = new int[known.length() + 1];
    for (int column = 0; column <= known.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= typed.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= known.length(); column++) {
        int replaced = diagonal + (typed.charAt(line - 1) == known.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    int best = row[known.length()];
    for (int column = Math.min(typed.length(), known.length()); column < known.length(); column++) {
      best = Math.min(best, row[column]);
    }
    return best;
  }
}
