package dev.jobstream.llm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one generation by position, each character of text held once.
 *
 * <p>A delta takes as many positions as it has UTF-16 units, any other event takes one. All text
 * lies in one builder. Over it lies a list of entries: a {@link Run} is the deltas of one kind, a
 * {@link Mark} any other event. Progress that a later one of the same phase replaced leaves a gap;
 * if that lets two runs grow together, the gap's positions are remembered as bits, so that every
 * position ever given out still leads to its place in the text. (Bits end at 2^31 positions; runs
 * beyond no longer grow together.) Not thread-safe.
 */
final class EventLog {
  private final StringBuilder text = new StringBuilder();
  private final List<Entry> entries = new ArrayList<>();
  private final BitSet gaps = new BitSet();
  private long position;

  /** A place in the log. Stays right whatever is appended. */
  static final class Cursor {
    private long position;
    private int textOffset;

    private Cursor(long position, int textOffset) {
      this.position = position;
      this.textOffset = textOffset;
    }
  }

  private sealed interface Entry {
    long start();

    long end();

    /** Where the text behind the entry's start begins. */
    int textStart();
  }

  private record Mark(long start, int textStart, StreamEvent event) implements Entry {
    @Override
    public long end() {
      return start + 1;
    }
  }

  private record Run(long start, long end, int textStart, int textEnd, StreamEvent.Delta first)
      implements Entry {
    boolean continues(StreamEvent.Delta delta) {
      return first.getClass() == delta.getClass();
    }
  }

  /** The position behind the last event. */
  long position() {
    return position;
  }

  /** How much text there is, thinking included, in UTF-16 units. */
  int characters() {
    return text.length();
  }

  /** How many events a new reader gets. */
  int entries() {
    return entries.size();
  }

  void append(StreamEvent event) {
    if (event instanceof StreamEvent.Delta delta) {
      appendDelta(delta);
      return;
    }
    if (event instanceof StreamEvent.Progress progress) {
      dropProgressOf(progress.phase());
    }
    entries.add(new Mark(position, text.length(), event));
    position++;
  }

  /**
   * A cursor behind a position.
   *
   * @throws IllegalArgumentException if no event can have that id
   */
  Cursor cursorBehind(long id) {
    if (id < 0 || id > position) {
      throw unknown(id);
    }
    int offset = textOffset(id);
    if (offset > 0
        && offset < text.length()
        && Character.isLowSurrogate(text.charAt(offset))
        && Character.isHighSurrogate(text.charAt(offset - 1))) {
      throw unknown(id);
    }
    return new Cursor(id, offset);
  }

  boolean hasMore(Cursor cursor) {
    return cursor.position < position;
  }

  /** The rest of the entry at the cursor, which moves behind it. Only if there is more. */
  ReplayableStream.NumberedEvent next(Cursor cursor) {
    Entry entry = entries.get(indexBehind(cursor.position));
    StreamEvent event =
        switch (entry) {
          case Mark mark -> mark.event();
          case Run run -> {
            String rest = text.substring(cursor.textOffset, run.textEnd());
            cursor.textOffset = run.textEnd();
            yield run.first().withText(rest);
          }
        };
    cursor.position = entry.end();
    return new ReplayableStream.NumberedEvent(entry.end(), event);
  }

  private void appendDelta(StreamEvent.Delta delta) {
    int textStart = text.length();
    long start = position;
    text.append(delta.text());
    position += delta.text().length();
    if (last() instanceof Run run && run.continues(delta)) {
      entries.removeLast();
      entries.add(new Run(run.start(), position, run.textStart(), text.length(), run.first()));
    } else {
      entries.add(new Run(start, position, textStart, text.length(), delta.withText("")));
    }
  }

  /** Removes progress that a later one replaces: the last entry, or the one before a last run. */
  private void dropProgressOf(Phase phase) {
    if (isProgressOf(last(), phase)) {
      entries.removeLast();
      return;
    }
    if (!(last() instanceof Run run)) {
      return;
    }
    entries.removeLast();
    Run joined = run;
    if (isProgressOf(last(), phase)) {
      entries.removeLast();
      if (last() instanceof Run before
          && before.continues(run.first())
          && run.start() <= Integer.MAX_VALUE) {
        entries.removeLast();
        gaps.set((int) before.end(), (int) run.start());
        joined = new Run(before.start(), run.end(), before.textStart(), run.textEnd(), run.first());
      }
    }
    entries.add(joined);
  }

  private @Nullable Entry last() {
    return entries.isEmpty() ? null : entries.getLast();
  }

  private static boolean isProgressOf(@Nullable Entry entry, Phase phase) {
    return entry instanceof Mark mark
        && mark.event() instanceof StreamEvent.Progress progress
        && progress.phase() == phase;
  }

  private int textOffset(long id) {
    int index = indexBehind(id);
    if (index == entries.size()) {
      return text.length();
    }
    Entry entry = entries.get(index);
    if (id <= entry.start()) {
      return entry.textStart();
    }
    int gapsFrom = (int) Math.min(entry.start(), Integer.MAX_VALUE);
    int gapsTo = (int) Math.min(id, Integer.MAX_VALUE);
    return entry.textStart()
        + (int) (id - entry.start())
        - gaps.get(gapsFrom, gapsTo).cardinality();
  }

  /** The index of the first entry that ends behind a position. */
  private int indexBehind(long wanted) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).end() > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private IllegalArgumentException unknown(long id) {
    return new IllegalArgumentException(
        "No event has the id `%d`: ids run from 0 to %d. Start again from 0."
            .formatted(id, position));
  }
}
