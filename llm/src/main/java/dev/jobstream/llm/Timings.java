package dev.jobstream.llm;

import java.time.Duration;

/**
 * Where the time of one generation went. A phase that did not happen, or cannot be told apart, took
 * {@link Duration#ZERO}.
 *
 * @param queued waiting for a turn
 * @param loading loading the model
 * @param reading reading the prompt
 * @param writing from the first written token to the last, thinking included
 * @param firstDelta from the start to the first delta, thinking or text; negative if there was none
 * @param total from the start to the end
 */
public record Timings(
    Duration queued,
    Duration loading,
    Duration reading,
    Duration writing,
    Duration firstDelta,
    Duration total) {
  /** No time at all. */
  public static final Timings NONE =
      new Timings(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofNanos(-1),
          Duration.ZERO);

  /** The same generation after a wait that it did not know of: everything came so much later. */
  Timings after(Duration wait) {
    return new Timings(
        queued.plus(wait),
        loading,
        reading,
        writing,
        firstDelta.isNegative() ? firstDelta : firstDelta.plus(wait),
        total.plus(wait));
  }

  /** This generation and one that began when it had ended, as one. */
  public Timings then(Timings next) {
    Timings later = next.after(total);
    return new Timings(
        queued.plus(next.queued),
        loading.plus(next.loading),
        reading.plus(next.reading),
        writing.plus(next.writing),
        firstDelta.isNegative() ? later.firstDelta : firstDelta,
        later.total);
  }
}
