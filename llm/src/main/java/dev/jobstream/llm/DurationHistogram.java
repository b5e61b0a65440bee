package dev.jobstream.llm;

import java.time.Duration;

/**
 * Durations counted in buckets whose width grows with the value, eight to each doubling from eight
 * microseconds on. A quantile is told as the middle of its bucket, at most 1/16 off. Not
 * thread-safe.
 */
final class DurationHistogram {
  private static final int STEPS_BITS = 3;
  private static final int STEPS = 1 << STEPS_BITS;

  private final long[] counts = new long[(Long.SIZE - STEPS_BITS) * STEPS];
  private long count;
  private long sumNanos;
  private long maxNanos;

  void add(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucket(value / 1000)]++;
    count++;
    sumNanos += value;
    maxNanos = Math.max(maxNanos, value);
  }

  ChatMeter.DurationSummary summary() {
    return new ChatMeter.DurationSummary(
        count,
        Duration.ofNanos(sumNanos),
        Duration.ofNanos(maxNanos),
        quantile(0.50),
        quantile(0.95));
  }

  private Duration quantile(double share) {
    long wanted = (long) Math.ceil(count * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Duration.ofNanos(Math.min(maxNanos, middleMicros(i) * 1000));
      }
    }
    return Duration.ZERO;
  }

  /** Values below 8 have a bucket each; above, the first four bits choose it. */
  private static int bucket(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - STEPS_BITS;
    return ((shift + 1) << STEPS_BITS) + (int) ((micros >>> shift) & (STEPS - 1));
  }

  private static long middleMicros(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = (bucket >>> STEPS_BITS) - 1;
    long lowest = (long) (STEPS + (bucket & (STEPS - 1))) << shift;
    return lowest + ((1L << shift) >>> 1);
  }
}
