package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.cli.CancelReport.Stopped;
import dev.jobstream.llm.LlmException;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CancelSightTest {
  private static final Duration UNTIL_END = Duration.ofMillis(3);
  private static final ScriptedChatModel MODEL = ScriptedChatModel.answering("Yes");

  /** Each reading is so much later than the one before. */
  private Duration step = Duration.ZERO;

  private long now;

  private long tick() {
    now += step.toNanos();
    return now;
  }

  @Test
  void aNextRequestThatIsAnsweredSoonShowsThatTheLastOneStopped() {
    step = Duration.ofMillis(100);

    CancelReport report = look(new CancelSight.NextRequest(""), Duration.ofSeconds(4));

    assertThat(report.stopped()).isEqualTo(Stopped.YES);
    assertThat(report.untilEnd()).isEqualTo(UNTIL_END);
    assertThat(report.finding())
        .isEqualTo(
            "the next request was answered after 100 ms, the rest would have taken about 4.0 s");
  }

  @Test
  void aNextRequestThatWaitsShowsThatItWentOn() {
    step = Duration.ofSeconds(4);

    assertThat(look(new CancelSight.NextRequest(""), Duration.ofSeconds(4)).stopped())
        .isEqualTo(Stopped.NO);
  }

  @Test
  void whereLittleWasLeftNothingIsClaimed() {
    CancelReport report = look(new CancelSight.NextRequest(""), Duration.ofMillis(499));

    assertThat(report.stopped()).isEqualTo(Stopped.UNSEEN);
    assertThat(report.finding()).contains("too little was left");
  }

  @Test
  void aNextRequestThatFailsTellsNothing() {
    ScriptedChatModel broken =
        ScriptedChatModel.builder().fail(new LlmException.Interrupted("Gone.")).build();

    CancelReport report =
        new CancelSight.NextRequest("").look(broken, UNTIL_END, Duration.ofSeconds(9), this::tick);

    assertThat(report.stopped()).isEqualTo(Stopped.UNSEEN);
    assertThat(report.finding()).contains("Gone.");
  }

  @Test
  void slotsThatBecomeIdleShowThatItStopped() {
    step = Duration.ofMillis(10);
    AtomicInteger asked = new AtomicInteger();

    CancelReport report =
        look(new CancelSight.BusySlots(() -> OptionalInt.of(asked.incrementAndGet() < 3 ? 1 : 0)));

    assertThat(report.stopped()).isEqualTo(Stopped.YES);
    assertThat(asked).hasValue(3);
  }

  @Test
  void slotsThatStayBusyShowThatItWentOn() {
    step = Duration.ofSeconds(1);

    CancelReport report = look(new CancelSight.BusySlots(() -> OptionalInt.of(2)));

    assertThat(report.stopped()).isEqualTo(Stopped.NO);
    assertThat(report.finding()).startsWith("2 of the server's slots were still busy after 4.0 s");
  }

  @Test
  void aServerThatTellsNothingIsNotGuessedAbout() {
    assertThat(look(new CancelSight.BusySlots(OptionalInt::empty)).stopped())
        .isEqualTo(Stopped.UNSEEN);
    assertThat(look(new CancelSight.Blind()).stopped()).isEqualTo(Stopped.UNSEEN);
  }

  private CancelReport look(CancelSight sight) {
    return look(sight, Duration.ofSeconds(4));
  }

  private CancelReport look(CancelSight sight, Duration left) {
    return sight.look(MODEL, UNTIL_END, left, this::tick);
  }
}
