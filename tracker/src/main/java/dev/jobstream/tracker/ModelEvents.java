package dev.jobstream.tracker;

import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream, the last of them terminal even where the stream does not keep to that: an
 * exception, or an end without a terminal event, is {@link StreamEvent.Failed}. Used by one thread.
 */
final class ModelEvents {
  private final ChatStream stream;
  private @Nullable Iterator<StreamEvent> events;

  ModelEvents(ChatStream stream) {
    this.stream = stream;
  }

  /** Blocks for the next event; not called after a terminal one. */
  StreamEvent next() {
    try {
      if (events == null) {
        events = stream.iterator();
      }
      if (events.hasNext()) {
        return events.next();
      }
      return failed(
          new LlmException.Interrupted(
              "The model's stream ended without saying how. Try again, or choose another model."));
    } catch (LlmException e) {
      return failed(e);
    } catch (RuntimeException e) {
      // The fault's own text is left out: nobody vouches that it holds nothing of the posting.
      return failed(
          new LlmException.Interrupted(
              "The model broke off with an unexpected `%s`. Try again, or choose another model."
                  .formatted(e.getClass().getSimpleName()),
              e));
    }
  }

  private static StreamEvent.Failed failed(LlmException error) {
    return new StreamEvent.Failed(error, TokenUsage.UNKNOWN, Timings.NONE);
  }
}
