package dev.jobstream.llm.http;

import dev.jobstream.llm.Timer;
import dev.jobstream.llm.Timings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Measures one generation as its reader sees it. Used by the reading thread alone. */
final class StreamClock {
  private final Timer timer;
  private long start;
  private long firstDelta;
  private long lastDelta;
  private boolean anyDelta;
  private Duration queued = Duration.ZERO;

  StreamClock(Timer timer) {
    this.timer = timer;
  }

  void start() {
    start = timer.nanoTime();
  }

  void queued(Duration wait) {
    queued = queued.plus(wait);
  }

  /** Notes a delta; true if it is the first. */
  boolean delta() {
    lastDelta = timer.nanoTime();
    if (anyDelta) {
      return false;
    }
    anyDelta = true;
    firstDelta = lastDelta;
    return true;
  }

  /**
   * The times until now.
   *
   * @param answer what the server measured, which goes before what can be seen from here; null if
   *     there is none
   */
  Timings stop(@Nullable Answer answer) {
    Duration total = start == 0 ? Duration.ZERO : Duration.ofNanos(timer.nanoTime() - start);
    Duration seen = anyDelta ? Duration.ofNanos(lastDelta - firstDelta) : Duration.ZERO;
    return new Timings(
        queued,
        answer == null ? Duration.ZERO : answer.loading(),
        answer == null ? Duration.ZERO : answer.reading(),
        answer == null || answer.writing().isZero() ? seen : answer.writing(),
        Duration.ofNanos(anyDelta ? firstDelta - start : -1),
        total);
  }
}
