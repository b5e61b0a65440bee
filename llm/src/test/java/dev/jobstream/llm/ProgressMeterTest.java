package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private final List<DownloadProgress> told = new ArrayList<>();
  private long nanos;
  private final ProgressMeter meter = new ProgressMeter(told::add, () -> nanos);

  @Test
  void theSpeedIsThatOfTheLastSeconds() {
    for (int second = 0; second <= 20; second++) {
      report(second * 1_000_000L, 100_000_000);
      pass(Duration.ofSeconds(1));
    }
    assertThat(told.getLast().bytesPerSecond()).isEqualTo(1_000_000);
    assertThat(told.getLast().timeLeft()).isEqualTo(Duration.ofSeconds(80));

    for (int second = 1; second <= 10; second++) {
      report(20_000_000 + second * 4_000_000L, 100_000_000);
      pass(Duration.ofSeconds(1));
    }
    assertThat(told.getLast().bytesPerSecond()).isEqualTo(4_000_000);
    assertThat(told.getLast().timeLeft()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theListenerIsNotToldMoreThanTenTimesASecond() {
    for (int step = 0; step <= 1_000; step++) {
      report(step, 1_000_000);
      pass(Duration.ofMillis(1));
    }

    assertThat(told).hasSize(11);
  }

  @Test
  void theEndIsAlwaysTold() {
    report(1, 100);
    report(2, 100);
    report(100, 100);

    assertThat(told.stream().map(DownloadProgress::doneBytes)).containsExactly(1L, 100L);
  }

  @Test
  void aNewPhaseOrAFreshStartForgetsTheOldSpeed() {
    report(0, 100);
    pass(Duration.ofSeconds(1));
    report(50, 100);
    assertThat(told.getLast().bytesPerSecond()).isEqualTo(50);

    meter.report(DownloadProgress.Phase.WAITING, "m", 50, 100);
    assertThat(told.getLast().bytesPerSecond()).isZero();
    assertThat(told.getLast().timeLeft()).isNull();

    pass(Duration.ofSeconds(10));
    report(60, 100);
    pass(Duration.ofSeconds(1));
    report(10, 100);
    assertThat(told.getLast().bytesPerSecond()).isZero();
  }

  @Test
  void anUnknownSizeHasNoTimeLeft() {
    report(0, -1);
    pass(Duration.ofSeconds(1));
    report(50, -1);

    assertThat(told.getLast().bytesPerSecond()).isEqualTo(50);
    assertThat(told.getLast().timeLeft()).isNull();
  }

  private void report(long done, long total) {
    meter.report(DownloadProgress.Phase.DOWNLOADING, "m", done, total);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
