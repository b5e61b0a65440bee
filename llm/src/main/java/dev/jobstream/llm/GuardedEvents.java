package dev.jobstream.llm;

import java.time.Duration;
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

  /** The end of a generation that began after a wait that it did not know of. */
  static StreamEvent.Terminal after(Duration wait, StreamEvent.Terminal terminal) {
    Timings timings = terminal.timings().after(wait);
    return switch (terminal) {
      case StreamEvent.Completed end ->
          new StreamEvent.Completed(end.finishReason(), end.usage(), timings);
      case StreamEvent.Cancelled end ->
          new StreamEvent.Cancelled(end.during(), end.usage(), timings);
      case StreamEvent.Failed end -> new StreamEvent.Failed(end.error(), end.usage(), timings);
    };
  }
}
