package dev.jobstream.cli;

import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.PostingAnalysis;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The result on standard output when the model has finished, progress on standard error: one line
 * drawn anew if that is a terminal, else a line a phase.
 */
final class PipedView implements AnalysisView {
  private final Output err;
  private final Result result;
  private final LongSupplier nanoTime;
  private final Status status;
  private final long frameNanos;
  private long lastFrame;
  private boolean drawn;

  /** Writes the result to standard output. */
  @FunctionalInterface
  interface Result {
    void write(PostingAnalysis analysis, AnalysisClock clock);
  }

  PipedView(Output err, Result result, Duration interval, LongSupplier nanoTime) {
    this.frameNanos = interval.toNanos();
    this.err = err;
    this.result = result;
    this.nanoTime = nanoTime;
    this.status = new Status("the posting", nanoTime, err.screen().unicode());
    this.lastFrame = nanoTime.getAsLong();
  }

  @Override
  public void onEvent(AnalysisEvent event) {
    if (!(event instanceof AnalysisEvent.Model model)) {
      return;
    }
    boolean begins = status.on(model.event());
    if (!err.screen().terminal()) {
      if (begins) {
        err.line(status.beginning());
      }
      return;
    }
    long now = nanoTime.getAsLong();
    if (begins || now - lastFrame >= frameNanos) {
      lastFrame = now;
      StyledText line = status.line(err.screen().columns().getAsInt() - 1);
      err.raw("\r" + line.render(err.screen().colour()) + "\u001b[K");
      drawn = true;
    }
  }

  @Override
  public void end(PostingAnalysis analysis, AnalysisClock clock) {
    if (drawn) {
      err.raw("\r\u001b[K");
    }
    result.write(analysis, clock);
  }
}
