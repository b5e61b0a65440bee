package dev.jobstream.llm;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Iterates once over events that a supplier blocks for, up to and with the terminal one: the
 * building block of a stream whose reader does the work itself.
 */
public final class PulledEvents implements Iterable<StreamEvent> {
  private final Supplier<StreamEvent> pull;
  private final AtomicBoolean used = new AtomicBoolean();

  /**
   * @param pull blocks for the next event, on the thread that iterates; never called again after it
   *     gave a terminal one
   */
  public PulledEvents(Supplier<StreamEvent> pull) {
    this.pull = pull;
  }

  /**
   * The events, once.
   *
   * @throws IllegalStateException if it was called before
   */
  @Override
  public Iterator<StreamEvent> iterator() {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("A stream can be read once.");
    }
    return new Events();
  }

  private final class Events implements Iterator<StreamEvent> {
    private @Nullable StreamEvent upcoming;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (upcoming == null && !ended) {
        upcoming = pull.get();
        ended = upcoming instanceof StreamEvent.Terminal;
      }
      return upcoming != null;
    }

    @Override
    public StreamEvent next() {
      if (!hasNext() || upcoming == null) {
        throw new NoSuchElementException("The stream has ended.");
      }
      StreamEvent event = upcoming;
      upcoming = null;
      return event;
    }
  }
}
