package dev.jobstream.cli;

import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the model is doing, in one line. Not thread-safe. */
final class Status {
  private static final int BAR_COLUMNS = 20;
  private static final double RATE_AFTER_SECONDS = 0.5;

  private final LongSupplier nanoTime;
  private final boolean unicode;
  private StreamEvent.@Nullable Progress progress;
  private long phaseStart;
  private long phaseStartDone;

  Status(LongSupplier nanoTime, boolean unicode) {
    this.nanoTime = nanoTime;
    this.unicode = unicode;
  }

  /**
   * Takes in an event.
   *
   * @return true if a phase began
   */
  boolean on(StreamEvent event) {
    if (!(event instanceof StreamEvent.Progress now)) {
      return false;
    }
    boolean begins = progress == null || progress.phase() != now.phase();
    if (begins) {
      phaseStart = nanoTime.getAsLong();
      phaseStartDone = now.done();
    }
    progress = now;
    return begins;
  }

  /** The line, with a bar where the end of the phase is known; empty before the first event. */
  StyledText line(int columns) {
    StreamEvent.Progress now = progress;
    if (now == null) {
      return StyledText.EMPTY;
    }
    String words = words(now);
    // In a narrow terminal the words matter more.
    int room = columns - StyledText.width(words) - 1;
    StyledText line = StyledText.EMPTY;
    if (now.total() > 0 && room >= BAR_COLUMNS / 2) {
      line = bar(now, Math.min(BAR_COLUMNS, room)).plus(" ");
    }
    return line.plus(words).cut(columns);
  }

  private StyledText bar(StreamEvent.Progress now, int columns) {
    int full = (int) Math.clamp(columns * now.done() / now.total(), 0L, columns);
    return StyledText.of(Style.GREEN, (unicode ? "█" : "#").repeat(full))
        .plus(Style.DIM, (unicode ? "░" : ".").repeat(columns - full));
  }

  /** The line without its bar. */
  String words() {
    return progress == null ? "" : words(progress);
  }

  private String words(StreamEvent.Progress now) {
    return switch (now.phase()) {
      case QUEUED -> now.done() > 0 ? "waiting, %d before it".formatted(now.done()) : "waiting";
      case LOADING ->
          now.total() > 0
              ? "loading the model: %d %%".formatted(100 * now.done() / now.total())
              : "loading the model";
      case READING -> "reading the posting" + amount(now);
      case THINKING -> "thinking" + amount(now);
      case WRITING -> "writing" + amount(now);
    };
  }

  private String amount(StreamEvent.Progress now) {
    if (now.done() == 0 && now.total() <= 0) {
      return "";
    }
    String tokens =
        now.total() > 0
            ? String.format(Locale.ROOT, ": %,d of %,d tokens", now.done(), now.total())
            : String.format(Locale.ROOT, ": %,d tokens", now.done());
    double seconds = (nanoTime.getAsLong() - phaseStart) / 1e9;
    // A rate of the first moments jumps about.
    return seconds < RATE_AFTER_SECONDS
        ? tokens
        : tokens
            + String.format(Locale.ROOT, ", %,.0f a second", (now.done() - phaseStartDone) / seconds);
  }

  /** The phase that runs; null before the first. */
  @Nullable Phase phase() {
    return progress == null ? null : progress.phase();
  }
}
