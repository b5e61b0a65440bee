package dev.jobstream.bench;

import java.util.Arrays;

/** Milliseconds of one thing that was done again and again. Immutable. */
final class Samples {
  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of values in any order, at least one. */
  static Samples of(double... millis) {
    double[] sorted = Arrays.copyOf(millis, millis.length);
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  double median() {
    return percentile(0.5);
  }

  double p95() {
    return percentile(0.95);
  }

  double most() {
    return sorted[sorted.length - 1];
  }

  private double percentile(double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
