package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.Phase;
import dev.jobstream.llm.Timings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures the phases of one generation. One thread at a time may use it. */
final class Stopwatch {
  private long start = System.nanoTime();
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private long phaseStart = start;
  private Phase phase = Phase.QUEUED;
  private @Nullable Long firstDelta;

  /** Begins to measure, in the queue. */
  void start() {
    start = System.nanoTime();
    phaseStart = start;
  }

  void enter(Phase next) {
    long now = System.nanoTime();
    nanos.merge(phase, now - phaseStart, Long::sum);
    phaseStart = now;
    phase = next;
  }

  Phase phase() {
    return phase;
  }

  /** Notes that a delta was written. */
  void delta() {
    if (firstDelta == null) {
      firstDelta = System.nanoTime() - start;
    }
  }

  Timings stop() {
    enter(phase);
    return new Timings(
        taken(Phase.QUEUED),
        taken(Phase.LOADING),
        taken(Phase.READING),
        taken(Phase.WRITING),
        Duration.ofNanos(firstDelta == null ? -1 : firstDelta),
        Duration.ofNanos(phaseStart - start));
  }

  private Duration taken(Phase which) {
    return Duration.ofNanos(nanos.getOrDefault(which, 0L));
  }
}
