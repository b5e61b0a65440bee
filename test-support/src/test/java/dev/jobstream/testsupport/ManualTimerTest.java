package dev.jobstream.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimerTest {
  private final ManualTimer timer = new ManualTimer();
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksRunInTheOrderOfTheirTimesAndSeeThem() {
    schedule(30, "c");
    schedule(10, "a");
    schedule(10, "b");
    timer.advance(Duration.ofMillis(20));
    assertThat(ran).containsExactly("a at 10", "b at 10");
    timer.advance(Duration.ofMillis(20));
    assertThat(ran).containsExactly("a at 10", "b at 10", "c at 30");
    assertThat(timer.nanoTime()).isEqualTo(Duration.ofMillis(40).toNanos());
  }

  @Test
  void whatATaskSchedulesWithinTheSpanRunsToo() {
    timer.schedule(Duration.ofMillis(10), () -> schedule(10, "later"));
    timer.advance(Duration.ofMillis(25));
    assertThat(ran).containsExactly("later at 20");
    assertThat(timer.pendingTasks()).isZero();
  }

  @Test
  void aWithdrawnTaskDoesNotRun() {
    Runnable withdraw = schedule(10, "a");
    withdraw.run();
    timer.advance(Duration.ofSeconds(1));
    assertThat(ran).isEmpty();
    withdraw.run();
  }

  private Runnable schedule(long millis, String name) {
    return timer.schedule(
        Duration.ofMillis(millis),
        () -> ran.add(name + " at " + Duration.ofNanos(timer.nanoTime()).toMillis()));
  }
}
