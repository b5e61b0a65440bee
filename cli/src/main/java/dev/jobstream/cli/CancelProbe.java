package dev.jobstream.cli;

import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Cancels an answer when half of it is written, and finds out what that reaches. */
final class CancelProbe {
  private final OpenModel model;
  private final ChatRequest request;
  private final LongSupplier nanoTime;
  private long firstDelta;
  private long written;
  private long cancelled = -1;
  private @Nullable Duration untilEnd;

  /**
   * @param request what the model was asked; with a limit on its tokens
   */
  CancelProbe(OpenModel model, ChatRequest request, LongSupplier nanoTime) {
    this.model = model;
    this.request = request;
    this.nanoTime = nanoTime;
  }

  /** Takes in an event of the stream, on the thread that reads it. */
  void on(StreamEvent event, ChatStream stream) {
    switch (event) {
      case StreamEvent.Delta _ -> {
        if (written == 0) {
          firstDelta = nanoTime.getAsLong();
        }
        written++;
      }
      case StreamEvent.Progress progress -> {
        // A delta may hold several tokens; who counts them knows better.
        if (progress.phase() == Phase.WRITING || progress.phase() == Phase.THINKING) {
          written = Math.max(written, progress.done());
        }
      }
      case StreamEvent.PropertyConfidence _ -> {}
      case StreamEvent.ModelSwitched _ -> {}
      case StreamEvent.Terminal _ -> {
        if (cancelled >= 0) {
          untilEnd = Duration.ofNanos(nanoTime.getAsLong() - cancelled);
        }
      }
    }
    boolean half = written > 0 && written >= request.maxTokens() / 2;
    if (half && cancelled < 0 && !(event instanceof StreamEvent.Terminal) && canBeCancelled()) {
      cancelled = nanoTime.getAsLong();
      stream.cancel();
    }
  }

  /**
   * What became of it, after the stream has ended. May ask the model once more, and waits for it.
   */
  CancelReport report() {
    if (!canBeCancelled()) {
      return CancelReport.notTried("this model cannot be cancelled");
    }
    if (untilEnd == null) {
      return CancelReport.notTried(
          "it ended before half of `--max-tokens` were written; ask for more, or lower that");
    }
    long rest = Math.max(0, request.maxTokens() - written);
    Duration left =
        Duration.ofNanos((cancelled - firstDelta) / Math.max(1, written - 1)).multipliedBy(rest);
    return model.cancelSight().look(model.model(), untilEnd, left, nanoTime);
  }

  private boolean canBeCancelled() {
    return model.model().capabilities().cancellation() != Cancellation.NONE;
  }
}
