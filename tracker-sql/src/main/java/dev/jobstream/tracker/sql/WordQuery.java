package dev.jobstream.tracker.sql;

import java.util.List;

/**
 * What an application's words must be: in each of {@code all} one of the runs must be there, and of
 * {@code none} none.
 */
record WordQuery(List<List<Run>> all, List<Run> none) {
  WordQuery {
    all = List.copyOf(all);
    none = List.copyOf(none);
  }

  /**
   * Words that stand next to each other.
   *
   * @param words at least one
   * @param prefix whether the last one may go on
   */
  record Run(List<String> words, boolean prefix) {
    Run {
      words = List.copyOf(words);
    }
  }

  boolean isEmpty() {
    return all.isEmpty() && none.isEmpty();
  }
}
