package dev.jobstream.llm;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the events of a stream that a wrapper holds, and keeps the contract where the stream does
 * not: an exception, or an end without a terminal event, becomes {@link StreamEvent.Failed}. Used
 * by the reading thread alone.
 */
final class GuardedEvents {
  private final ChatStream stream;
  private @Nullable Iterator<StreamEvent> events;

  GuardedEvents(ChatStream stream) {
    this.stream = stream;
  }

  /** Opens a stream; one that failed already if opening throws. */
  static ChatStream open(Supplier<ChatStream> stream) {
    try {
      return stream.get();
    } catch (RuntimeException e) {
      return ChatStream.of(failed(e));
    }
  }

  /** Blocks for the next event; not called after a terminal one. */
  StreamEvent pull() {
    try {
      if (events == null) {
        events = stream.iterator();
      }
      return events.hasNext() ? events.next() : endedWithoutTerminal();
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  static StreamEvent.Failed failed(Throwable fault) {
    return new StreamEvent.Failed(LlmException.of(fault), TokenUsage.UNKNOWN, Timings.NONE);
  }

  private static StreamEvent.Failed endedWithoutTerminal() {
    return new StreamEvent.Failed(
        new LlmException.Interrupted(
            "The model's stream ended without saying how. The answer may be cut; try again."),
        TokenUsage.UNKNOWN,
        Timings.NONE);
  }
}
