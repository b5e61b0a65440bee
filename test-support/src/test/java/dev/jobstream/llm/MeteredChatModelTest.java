package dev.jobstream.llm;

import static dev.jobstream.llm.Streams.REQUEST;
import static dev.jobstream.llm.Streams.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class MeteredChatModelTest extends ChatStreamContract {
  private final ManualTimer timer = new ManualTimer();
  private final ChatMeter meter = new ChatMeter();
  private final ScriptedChatModel inner =
      ScriptedChatModel.builder()
          .progress(Phase.READING, 9, 9)
          .text("Hello", ".")
          .emit(new StreamEvent.Completed(FinishReason.STOP, new TokenUsage(9, 4, 2), Timings.NONE))
          .build();
  private final ScriptedChatModel endless =
      ScriptedChatModel.builder().text("a").waitFor(new Gate()).build();

  @Override
  protected ChatModel model() {
    return new MeteredChatModel(inner, meter, timer);
  }

  @Override
  protected ChatModel endlessModel() {
    return new MeteredChatModel(endless, meter, timer);
  }

  @Override
  protected ChatRequest endlessRequest() {
    return REQUEST;
  }

  @Override
  protected void assertNothingRuns() {
    assertThat(inner.openStreams() + endless.openStreams()).as("open streams").isZero();
    assertThat(meter.snapshot().active()).as("active").isZero();
  }

  @Test
  void timesTokensAndTheEndAreCounted() {
    try (ChatStream stream = model().stream(REQUEST)) {
      assertThat(meter.snapshot().started()).isZero();
      Iterator<StreamEvent> events = stream.iterator();
      events.next();
      assertThat(meter.snapshot().active()).isEqualTo(1);
      timer.advance(Duration.ofSeconds(2));
      events.next();
      timer.advance(Duration.ofSeconds(1));
      events.next();
      timer.advance(Duration.ofSeconds(1));
      events.next();
    }
    ChatMeter.Snapshot snapshot = meter.snapshot();
    assertThat(snapshot.started()).isEqualTo(1);
    assertThat(snapshot.active()).isZero();
    assertThat(snapshot.completed()).isEqualTo(1);
    assertThat(snapshot.promptTokens()).isEqualTo(9);
    assertThat(snapshot.cachedPromptTokens()).isEqualTo(4);
    assertThat(snapshot.completionTokens()).isEqualTo(2);
    assertThat(snapshot.timeToFirstDelta().sum()).isEqualTo(Duration.ofSeconds(2));
    assertThat(snapshot.total().max()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void eachEndIsCountedOnceAsWhatItIs() {
    ScriptedChatModel failing =
        ScriptedChatModel.builder()
            .fail(new LlmException.ModelUnavailable("Gone."))
            .next()
            .breakContract(new IllegalStateException("bug"))
            .build();
    events(new MeteredChatModel(failing, meter, timer));
    events(new MeteredChatModel(failing, meter, timer));
    ChatStream abandoned = endlessModel().stream(REQUEST);
    abandoned.iterator().next();
    abandoned.close();
    abandoned.close();
    endlessModel().stream(REQUEST).close();
    ChatMeter.Snapshot snapshot = meter.snapshot();
    assertThat(snapshot.started()).isEqualTo(3);
    assertThat(snapshot.failed()).isEqualTo(2);
    assertThat(snapshot.cancelled()).isEqualTo(1);
    assertThat(snapshot.active()).isZero();
  }

  @Test
  void theModelIsSeenThroughTheMeter() {
    assertThat(model().id()).isEqualTo(inner.id());
    assertThat(model().capabilities()).isEqualTo(inner.capabilities());
    model().prewarm(REQUEST).close();
    assertThat(inner.prewarms()).containsExactly(REQUEST);
    assertThat(meter.snapshot().started()).isZero();
  }
}
