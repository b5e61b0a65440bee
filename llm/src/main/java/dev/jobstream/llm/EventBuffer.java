package dev.jobstream.llm;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for a reader, merged so that the memory is bounded by the text: adjacent deltas
 * of one kind become one, and progress gives way to later progress of the same phase even if a
 * delta lies between. Not thread-safe.
 */
final class EventBuffer {
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();

  void add(StreamEvent event) {
    if (event instanceof StreamEvent.Progress progress) {
      dropProgressOf(progress.phase());
    }
    Slot last = slots.peekLast();
    if (last == null || !last.merge(event)) {
      slots.addLast(new Slot(event));
    }
  }

  /** The oldest event; null if there is none. */
  @Nullable StreamEvent poll() {
    Slot slot = slots.pollFirst();
    return slot == null ? null : slot.event();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** How many events a reader would get now. */
  int size() {
    return slots.size();
  }

  void drainTo(Consumer<StreamEvent> out) {
    for (StreamEvent event = poll(); event != null; event = poll()) {
      out.accept(event);
    }
  }

  /**
   * Removes the progress that a later one of the same phase makes worthless: the last event, or the
   * one before a last delta. A model that tells its progress after each token would otherwise keep
   * all its deltas apart.
   */
  private void dropProgressOf(Phase phase) {
    Slot last = slots.pollLast();
    if (last == null || last.isProgressOf(phase)) {
      return;
    }
    Slot beforeLast = slots.peekLast();
    if (last.first instanceof StreamEvent.Delta
        && beforeLast != null
        && beforeLast.isProgressOf(phase)) {
      slots.removeLast();
      Slot neighbour = slots.peekLast();
      if (neighbour != null && neighbour.merge(last.event())) {
        return;
      }
    }
    slots.addLast(last);
  }

  /** One event, or several deltas of one kind. */
  private static final class Slot {
    private final StreamEvent first;
    private @Nullable StringBuilder merged;

    Slot(StreamEvent event) {
      first = event;
    }

    boolean isProgressOf(Phase phase) {
      return first instanceof StreamEvent.Progress progress && progress.phase() == phase;
    }

    boolean merge(StreamEvent event) {
      if (!(first instanceof StreamEvent.Delta mine
          && event instanceof StreamEvent.Delta other
          && mine.getClass() == other.getClass())) {
        return false;
      }
      if (merged == null) {
        merged = new StringBuilder(mine.text());
      }
      merged.append(other.text());
      return true;
    }

    StreamEvent event() {
      return merged != null && first instanceof StreamEvent.Delta delta
          ? delta.withText(merged.toString())
          : first;
    }
  }
}
