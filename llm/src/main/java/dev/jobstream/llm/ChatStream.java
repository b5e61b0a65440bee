package dev.jobstream.llm;

import java.util.Iterator;
import java.util.List;

/**
 * One generation: events in the order they happen, the last of them always a single {@link
 * StreamEvent.Terminal}.
 *
 * <p>Single use. One thread pulls, by iterating or by {@link #run}; pulling blocks until an event
 * is there, which on a virtual thread costs nothing. {@link #cancel} and {@link #close} may be
 * called from any thread.
 */
public interface ChatStream extends Iterable<StreamEvent>, AutoCloseable {

  /**
   * The events, once. {@code hasNext} blocks until the next event is there and is false after the
   * terminal event. An interrupt of the pulling thread cancels the stream and keeps the thread's
   * interrupt flag set; the terminal event is then still delivered.
   *
   * @throws IllegalStateException if the stream was already iterated or run
   */
  @Override
  Iterator<StreamEvent> iterator();

  /**
   * Pulls every event on the calling thread and hands it to the listener. If the listener throws,
   * the stream is closed and the exception propagates.
   *
   * @return the terminal event, which the listener has seen too
   */
  default StreamEvent.Terminal run(StreamListener listener) {
    try {
      for (StreamEvent event : this) {
        listener.onEvent(event);
        if (event instanceof StreamEvent.Terminal terminal) {
          return terminal;
        }
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    throw new IllegalStateException("The stream ended without a terminal event.");
  }

  /**
   * Asks the generation to stop, as far as {@link Capabilities#cancellation} reaches. Returns at
   * once; the stream then ends with {@link StreamEvent.Cancelled}, or with the terminal event that
   * was already under way. Idempotent.
   */
  void cancel();

  /** Cancels what still runs and frees what the stream holds. Idempotent. */
  @Override
  void close();

  /** A stream of known events; the last must be the only terminal one. */
  static ChatStream of(StreamEvent... events) {
    return new FixedStream(List.of(events));
  }
}
