package dev.jobstream.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedChatModelTest extends ChatStreamContract {
  private final ScriptedChatModel model = ScriptedChatModel.answering("Hello.");
  private final ScriptedChatModel endless =
      ScriptedChatModel.builder().text("a").waitFor(new Gate()).build();

  @Override
  protected ChatModel model() {
    return model;
  }

  @Override
  protected ChatModel endlessModel() {
    return endless;
  }

  @Override
  protected ChatRequest endlessRequest() {
    return shortRequest();
  }

  @Override
  protected void assertNothingRuns() {
    assertThat(model.openStreams() + endless.openStreams()).as("open streams").isZero();
    assertThat(model.runningStreams() + endless.runningStreams()).as("running streams").isZero();
  }

  @Test
  void eachRequestGetsItsScriptAndTheLastIsRepeated() {
    ScriptedChatModel scripts =
        ScriptedChatModel.builder()
            .progress(Phase.READING, 1, 2)
            .thinking("hm")
            .next()
            .fail(new LlmException.ModelUnavailable("Gone."))
            .build();
    assertThat(events(scripts))
        .containsExactly(
            new StreamEvent.Progress(Phase.READING, 1, 2),
            new StreamEvent.ThinkingDelta("hm"),
            StreamEvent.Completed.empty());
    assertThat(events(scripts)).hasOnlyElementsOfType(StreamEvent.Failed.class).hasSize(1);
    assertThat(events(scripts)).hasOnlyElementsOfType(StreamEvent.Failed.class).hasSize(1);
    assertThat(scripts.requests()).hasSize(3).containsOnly(ChatRequest.of("hi"));
  }

  @Test
  void aModelThatCannotBeCancelledPlaysOn() {
    ScriptedChatModel stubborn =
        ScriptedChatModel.builder()
            .capabilities(new Capabilities(true, false, false, false, Cancellation.NONE))
            .text("a", "b")
            .build();
    try (ChatStream stream = stubborn.stream(ChatRequest.of("hi"))) {
      Iterator<StreamEvent> events = stream.iterator();
      events.next();
      stream.cancel();
      assertThat(events.next()).isEqualTo(new StreamEvent.TextDelta("b"));
      assertThat(events.next()).isInstanceOf(StreamEvent.Completed.class);
    }
    assertThat(stubborn.cancels()).isEqualTo(1);
  }

  @Test
  void aScriptCanBreakTheContract() {
    IllegalStateException fault = new IllegalStateException("broken");
    ScriptedChatModel broken = ScriptedChatModel.builder().text("a").breakContract(fault).build();
    assertThatThrownBy(() -> events(broken)).isSameAs(fault);
    assertThat(broken.runningStreams()).isZero();
  }

  @Test
  void prewarmsAreRemembered() {
    model.prewarm(ChatRequest.of("soon")).close();
    assertThat(model.prewarms()).containsExactly(ChatRequest.of("soon"));
    assertThat(model.requests()).isEmpty();
  }

  private static List<StreamEvent> events(ChatModel model) {
    List<StreamEvent> events = new ArrayList<>();
    try (ChatStream stream = model.stream(ChatRequest.of("hi"))) {
      stream.forEach(events::add);
    }
    return events;
  }
}
