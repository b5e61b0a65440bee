package dev.jobstream.tracker.search;

import dev.jobstream.tracker.applications.TrackerException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a search: a word, a phrase, or a field with its value.
 *
 * @param excluded whether a minus stands before it
 * @param field the field's name as typed; null if the piece is text
 * @param value what to look for
 * @param start where the piece begins in what was typed, its minus included
 * @param end where it ends
 */
record SearchToken(boolean excluded, @Nullable String field, Value value, int start, int end) {
  /**
   * A value as typed.
   *
   * @param text without its quotes
   * @param quoted whether it stood in quotes
   * @param closed whether nothing more can belong to it: a quote or a space came after it
   * @param start where it begins in what was typed
   * @param end where it ends
   */
  record Value(String text, boolean quoted, boolean closed, int start, int end) {

    /** The parts between commas; itself if it was quoted. */
    List<Value> parts() {
      if (quoted) {
        return List.of(this);
      }
      List<Value> parts = new ArrayList<>();
      int from = 0;
      for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
        parts.add(part(from, comma, true));
        from = comma + 1;
      }
      parts.add(part(from, text.length(), closed));
      return parts;
    }

    /** All but the first so many characters. */
    Value from(int index) {
      return part(index, text.length(), closed);
    }

    private Value part(int from, int to, boolean ended) {
      int shift = quoted ? 1 : 0;
      return new Value(
          text.substring(from, to), quoted, ended, start + shift + from, start + shift + to);
    }

    /** Tells that this is what is wrong. */
    TrackerException.InvalidSearch wrong(String message) {
      return new TrackerException.InvalidSearch(message, Math.min(start, end - 1), end);
    }
  }
}
