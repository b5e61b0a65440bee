package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChatMeterTest {
  @Test
  void anUnusedMeterIsAllZero() {
    ChatMeter.DurationSummary none =
        new ChatMeter.DurationSummary(
            0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    assertThat(new ChatMeter().snapshot())
        .isEqualTo(new ChatMeter.Snapshot(0, 0, 0, 0, 0, 0, 0, 0, none, none));
  }

  @Test
  void tokensThatAreNotKnownCountAsNone() {
    ChatMeter meter = new ChatMeter();
    meter.started();
    meter.ended(
        new StreamEvent.Completed(FinishReason.STOP, TokenUsage.UNKNOWN, Timings.NONE), -1, 5);
    meter.started();
    meter.ended(
        new StreamEvent.Completed(FinishReason.STOP, new TokenUsage(9, 4, 2), Timings.NONE), 3, 5);
    ChatMeter.Snapshot snapshot = meter.snapshot();
    assertThat(snapshot.promptTokens()).isEqualTo(9);
    assertThat(snapshot.cachedPromptTokens()).isEqualTo(4);
    assertThat(snapshot.completionTokens()).isEqualTo(2);
    assertThat(snapshot.timeToFirstDelta().count()).isEqualTo(1);
    assertThat(snapshot.total().sum()).isEqualTo(Duration.ofNanos(10));
  }

  @Test
  void quantilesAreWithinSevenPercentAtAnyScale() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      long[] nanos = new long[1 + random.nextInt(300)];
      DurationHistogram histogram = new DurationHistogram();
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = 20_000 + (long) (Math.exp(random.nextDouble() * 30) * 1000);
        histogram.add(nanos[i]);
      }
      Arrays.sort(nanos);
      ChatMeter.DurationSummary summary = histogram.summary();
      assertNear(summary.p50(), nanos[(int) Math.ceil(nanos.length * 0.50) - 1], seed);
      assertNear(summary.p95(), nanos[(int) Math.ceil(nanos.length * 0.95) - 1], seed);
      assertThat(summary.max()).isEqualTo(Duration.ofNanos(nanos[nanos.length - 1]));
    }
  }

  @Test
  void theLongestDurationThereIsFits() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.add(Long.MAX_VALUE);
    assertThat(histogram.summary().max()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  private static void assertNear(Duration told, long nanos, long seed) {
    assertThat((double) told.toNanos())
        .as("seed %d", seed)
        .isCloseTo((double) nanos, within(nanos * 0.07));
  }
}
