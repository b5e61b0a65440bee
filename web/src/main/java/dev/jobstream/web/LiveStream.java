package dev.jobstream.web;

import dev.jobstream.llm.Capabilities;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that streams, and that pages can view, leave and come back to. Thread-safe.
 *
 * <p>The last event of every stream is the only one named {@code completed}, {@code cancelled} or
 * {@code failed}, or for an analysis {@code finished}.
 */
interface LiveStream {

  /** What can be done with it. */
  Capabilities capabilities();

  /**
   * Begins to view behind an event.
   *
   * @param afterId the id of the last event seen; 0 for everything
   * @return a viewer that the caller closes
   * @throws IllegalArgumentException if no event can have that id
   */
  Viewer attach(long afterId);

  /** Cancels it for all viewers, who see how it ends. Idempotent. */
  void cancel();

  /** Whether its last event is there. */
  boolean ended();

  /** One page's way through the events. Pulled by one thread, closed from any. */
  interface Viewer extends AutoCloseable {

    /**
     * Waits for an event.
     *
     * @return the next event; null if none came within the patience, or {@link #over}
     */
    @Nullable WireEvent next(Duration patience);

    /** Whether no event will come any more: the last was seen, or the viewer was closed. */
    boolean over();

    @Override
    void close();
  }
}
