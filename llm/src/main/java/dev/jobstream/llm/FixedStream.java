package dev.jobstream.llm;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream whose events are known beforehand. */
final class FixedStream implements ChatStream {
  private final List<StreamEvent> events;
  private final AtomicBoolean used = new AtomicBoolean();

  FixedStream(List<StreamEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof StreamEvent.Terminal != (i == events.size() - 1)) {
        throw new IllegalArgumentException(
            "A stream has exactly one terminal event, and it is the last: " + events);
      }
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException("A stream has at least its terminal event.");
    }
    this.events = List.copyOf(events);
  }

  @Override
  public Iterator<StreamEvent> iterator() {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("A stream can be read once.");
    }
    return events.iterator();
  }

  @Override
  public void cancel() {}

  @Override
  public void close() {}
}
