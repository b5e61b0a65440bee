package dev.jobstream.cli;

import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the model is doing, in one line. Not thread-safe. */
final class Status {
  private static final double RATE_AFTER_SECONDS = 0.5;

  private final String read;
  private final LongSupplier nanoTime;
  private final boolean unicode;
  private @Nullable Phase phase;
  private long done;
  private long total = StreamEvent.Progress.UNKNOWN_TOTAL;
  private long phaseStart;
  private long phaseStartDone;

  /**
   * @param read what the model reads before it writes, such as {@code the posting}
   */
  Status(String read, LongSupplier nanoTime, boolean unicode) {
    this.read = read;
    this.nanoTime = nanoTime;
    this.unicode = unicode;
  }

  /**
   * Takes in an event.
   *
   * @return true if a phase began
   */
  boolean on(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Progress progress -> {
        boolean begins = enter(progress.phase(), progress.done());
        done = Math.max(done, progress.done());
        total = progress.total();
        yield begins;
      }
      // A model that does not count its tokens still shows that it writes.
      case StreamEvent.ThinkingDelta thinking -> wrote(Phase.THINKING);
      case StreamEvent.TextDelta text -> wrote(Phase.WRITING);
      case StreamEvent.PropertyConfidence sure -> false;
      case StreamEvent.ModelSwitched switched -> false;
      case StreamEvent.Terminal end -> false;
    };
  }

  private boolean wrote(Phase now) {
    boolean begins = enter(now, 0);
    done++;
    return begins;
  }

  private boolean enter(Phase now, long startDone) {
    if (phase == now) {
      return false;
    }
    phase = now;
    phaseStart = nanoTime.getAsLong();
    phaseStartDone = startDone;
    done = startDone;
    total = StreamEvent.Progress.UNKNOWN_TOTAL;
    return true;
  }

  /** The line, with a bar where the end of the phase is known; empty before the first event. */
  StyledText line(int columns) {
    return ProgressBar.line(done, hasEnd() ? total : 0, words(), columns, unicode);
  }

  /** The phase for a display that cannot be drawn anew: what begins, and how much it is. */
  String beginning() {
    return switch (phase) {
      case null -> "";
      case READING ->
          name(Phase.READING) + (hasEnd() ? String.format(Locale.ROOT, ": %,d tokens", total) : "");
      case QUEUED, LOADING, THINKING, WRITING -> name(phase);
    };
  }

  /** Whether the phase's total is where it will end; an answer's limit is not. */
  private boolean hasEnd() {
    return total > 0 && (phase == Phase.LOADING || phase == Phase.READING);
  }

  private String words() {
    return switch (phase) {
      case null -> "";
      case QUEUED -> name(Phase.QUEUED) + (done > 0 ? ", %d before it".formatted(done) : "");
      case LOADING ->
          name(Phase.LOADING) + (hasEnd() ? ": %d %%".formatted(100 * done / total) : "");
      case READING, THINKING, WRITING -> name(phase) + tokens();
    };
  }

  private String name(Phase phase) {
    return switch (phase) {
      case QUEUED -> "waiting";
      case LOADING -> "loading the model";
      case READING -> "reading " + read;
      case THINKING -> "thinking";
      case WRITING -> "writing";
    };
  }

  private String tokens() {
    if (done == 0 && !hasEnd()) {
      return "";
    }
    String tokens =
        hasEnd()
            ? String.format(Locale.ROOT, ": %,d of %,d tokens", done, total)
            : String.format(Locale.ROOT, ": %,d tokens", done);
    double seconds = (nanoTime.getAsLong() - phaseStart) / 1e9;
    double rate = (done - phaseStartDone) / seconds;
    // A rate of the first moments jumps about.
    return seconds < RATE_AFTER_SECONDS || rate < 1
        ? tokens
        : tokens + String.format(Locale.ROOT, ", %,.0f a second", rate);
  }

  /** The phase that runs; null before the first. */
  @Nullable Phase phase() {
    return phase;
  }
}
