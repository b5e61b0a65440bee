package dev.jobstream.web;

import dev.jobstream.tracker.applications.RecordedMove;
import dev.jobstream.tracker.applications.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves of many applications at once that can be taken back, in memory: too many for an address.
 * The oldest go when there are many. Thread-safe.
 */
final class UndoableMoves {
  private static final int MOST = 20;

  private final Map<String, Made> made = new LinkedHashMap<>();

  /**
   * Moves that were made together.
   *
   * @param back the address of the page they were made from
   */
  record Made(Stage stage, List<RecordedMove> moves, String back) {
    /** What was done. */
    String words() {
      return "%d moved to %s.".formatted(moves.size(), Words.of(stage));
    }
  }

  /**
   * Keeps moves.
   *
   * @return their key, which cannot be guessed
   */
  synchronized String add(Made moves) {
    String key = LiveStreams.newId();
    if (made.size() >= MOST) {
      made.remove(made.keySet().iterator().next());
    }
    made.put(key, moves);
    return key;
  }

  /** The moves of a key; empty if they are no longer kept. */
  synchronized Optional<Made> find(String key) {
    return Optional.ofNullable(made.get(key));
  }

  synchronized void remove(String key) {
    made.remove(key);
  }
}
