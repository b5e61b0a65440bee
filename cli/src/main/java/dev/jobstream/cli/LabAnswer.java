package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a model of the lab has written so far, and how fast. Not thread-safe. */
final class LabAnswer {
  private final String label;
  private final Status status;
  private final StringBuilder thinking = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private StreamEvent.@Nullable ModelSwitched switched;
  private StreamEvent.@Nullable Terminal terminal;
  private @Nullable CancelReport cancel;
  private long asked = -1;
  private long firstDelta = -1;
  private long lastDelta;
  private long ended;
  private int deltas;
  private boolean over;

  /**
   * @param label what it is called on the screen
   */
  LabAnswer(String label, LongSupplier nanoTime, boolean unicode) {
    this.label = label;
    this.status = new Status("the prompt", nanoTime, unicode);
  }

  void on(LabMessage message) {
    switch (message) {
      case LabMessage.Asked(int _, long nanos) -> asked = nanos;
      case LabMessage.Happened(int _, long nanos, StreamEvent event) -> {
        status.on(event);
        happened(event, nanos);
      }
      case LabMessage.Over(int _, CancelReport report) -> {
        over = true;
        cancel = report;
      }
    }
  }

  private void happened(StreamEvent event, long nanos) {
    switch (event) {
      case StreamEvent.Delta delta -> {
        (delta instanceof StreamEvent.ThinkingDelta ? thinking : text).append(delta.text());
        firstDelta = firstDelta < 0 ? nanos : firstDelta;
        lastDelta = nanos;
        deltas++;
      }
      case StreamEvent.ModelSwitched now -> switched = now;
      case StreamEvent.Terminal end -> {
        terminal = end;
        ended = nanos;
      }
      case StreamEvent.Progress _ -> {}
      case StreamEvent.PropertyConfidence _ -> {}
    }
  }

  String label() {
    return label;
  }

  /** What it is doing, in one line. */
  StyledText status(int columns) {
    return status.line(columns);
  }

  CharSequence thinking() {
    return thinking;
  }

  CharSequence text() {
    return text;
  }

  /** The last time that another model took over. */
  Optional<StreamEvent.ModelSwitched> switched() {
    return Optional.ofNullable(switched);
  }

  /** How it ended, if it has. */
  Optional<StreamEvent.Terminal> terminal() {
    return Optional.ofNullable(terminal);
  }

  /** What became of the cancel that was tried, if one was and it is known. */
  Optional<CancelReport> cancel() {
    return Optional.ofNullable(cancel);
  }

  /** Whether nothing more will come. */
  boolean over() {
    return over;
  }

  boolean failed() {
    return terminal instanceof StreamEvent.Failed;
  }

  /** From the question to the first piece of thinking or text, if there was one. */
  Optional<Duration> untilFirstDelta() {
    return firstDelta < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(firstDelta - asked));
  }

  /** From the question to the end, if it has come. */
  Optional<Duration> total() {
    return terminal == null ? Optional.empty() : Optional.of(Duration.ofNanos(ended - asked));
  }

  /**
   * The tokens written, thinking included; the pieces, where the model does not count its tokens.
   */
  int tokens() {
    return terminal != null && terminal.usage().completionTokens() > 0
        ? terminal.usage().completionTokens()
        : deltas;
  }

  /** Tokens a second from the first to the last; empty if too few were written. */
  Optional<Double> tokensPerSecond() {
    double seconds = (lastDelta - firstDelta) / 1e9;
    // Between the first and the last piece one token fewer was written than there are.
    return deltas < 2 || seconds <= 0 ? Optional.empty() : Optional.of((tokens() - 1) / seconds);
  }
}
