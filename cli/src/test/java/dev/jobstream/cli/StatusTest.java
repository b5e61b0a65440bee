package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import org.junit.jupiter.api.Test;

final class StatusTest {
  private long now;
  private final Status status = new Status("the posting", () -> now, false);

  @Test
  void aPhaseWithAnEndHasABarAndItsSpeed() {
    status.on(new StreamEvent.Progress(Phase.READING, 0, 1180));
    now = 2_000_000_000;
    status.on(new StreamEvent.Progress(Phase.READING, 590, 1180));

    assertThat(status.line(80).render(false))
        .isEqualTo("##########.......... reading the posting: 590 of 1,180 tokens, 295 a second");
  }

  @Test
  void inANarrowTerminalTheWordsStayAndTheBarGoes() {
    status.on(new StreamEvent.Progress(Phase.READING, 412, 1180));

    assertThat(status.line(40).render(false)).isEqualTo("reading the posting: 412 of 1,180 tokens");
    assertThat(status.line(10).render(false)).isEqualTo("reading t…");
  }

  @Test
  void theLimitOfAnAnswerIsNotItsEnd() {
    status.on(new StreamEvent.Progress(Phase.WRITING, 7, 1024));

    assertThat(status.line(80).render(false)).isEqualTo("writing: 7 tokens");
  }

  @Test
  void aModelThatDoesNotCountIsCountedByItsDeltas() {
    assertThat(status.on(new StreamEvent.ThinkingDelta("hm"))).isTrue();
    assertThat(status.on(new StreamEvent.TextDelta("a"))).isTrue();
    assertThat(status.on(new StreamEvent.TextDelta("b"))).isFalse();

    assertThat(status.line(80).render(false)).isEqualTo("writing: 2 tokens");
  }

  @Test
  void whereNothingCanBeDrawnAnewAPhaseIsToldOnce() {
    status.on(new StreamEvent.Progress(Phase.READING, 0, 1180));
    assertThat(status.beginning()).isEqualTo("reading the posting: 1,180 tokens");

    status.on(new StreamEvent.Progress(Phase.LOADING, 3, 1000));
    assertThat(status.beginning()).isEqualTo("loading the model");
  }
}
