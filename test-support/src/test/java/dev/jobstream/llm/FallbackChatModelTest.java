package dev.jobstream.llm;

import static dev.jobstream.llm.Streams.REQUEST;
import static dev.jobstream.llm.Streams.events;
import static dev.jobstream.llm.Streams.failure;
import static dev.jobstream.llm.Streams.reading;
import static dev.jobstream.llm.Streams.result;
import static dev.jobstream.llm.Streams.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackChatModelTest extends ChatStreamContract {
  private final LlmException gone = new LlmException.ModelUnavailable("No such file.");

  private final ScriptedChatModel broken =
      ScriptedChatModel.builder().id("broken").progress(Phase.LOADING, 1, 2).fail(gone).build();
  private final ScriptedChatModel answering =
      ScriptedChatModel.builder().id("answering").text("Hello.").build();
  private final ScriptedChatModel endless =
      ScriptedChatModel.builder().id("endless").text("a").waitFor(new Gate()).build();

  @Override
  protected ChatModel model() {
    return new FallbackChatModel(List.of(broken, answering));
  }

  @Override
  protected ChatModel endlessModel() {
    return new FallbackChatModel(List.of(broken, endless));
  }

  @Override
  protected ChatRequest endlessRequest() {
    return REQUEST;
  }

  @Override
  protected void assertNothingRuns() {
    for (ScriptedChatModel model : List.of(broken, answering, endless)) {
      assertThat(model.openStreams()).as("open streams of %s", model.id()).isZero();
      assertThat(model.runningStreams()).as("running streams of %s", model.id()).isZero();
    }
  }

  @Test
  void theNextModelTakesOverAndTheReasonIsTold() {
    assertThat(events(model()))
        .containsExactly(
            new StreamEvent.Progress(Phase.LOADING, 1, 2),
            new StreamEvent.ModelSwitched("broken", "answering", gone),
            text("Hello."),
            StreamEvent.Completed.empty());
  }

  @Test
  void afterVisibleTextAFailureStands() {
    ScriptedChatModel breaksOff = ScriptedChatModel.builder().text("Hel").fail(gone).build();
    List<StreamEvent> events = events(new FallbackChatModel(List.of(breaksOff, answering)));
    assertThat(events.getFirst()).isEqualTo(text("Hel"));
    assertThat(failure(events).error()).isSameAs(gone);
    assertThat(answering.requests()).isEmpty();
  }

  @Test
  void afterVisibleThinkingAFailureStandsToo() {
    ScriptedChatModel breaksOff = ScriptedChatModel.builder().thinking("Hm").fail(gone).build();
    failure(events(new FallbackChatModel(List.of(breaksOff, answering))));
    assertThat(answering.requests()).isEmpty();
  }

  @Test
  void anInvalidRequestIsNotTriedElsewhere() {
    ScriptedChatModel strict =
        ScriptedChatModel.builder().fail(new LlmException.InvalidRequest("No.")).build();
    failure(events(new FallbackChatModel(List.of(strict, answering))));
    assertThat(answering.requests()).isEmpty();
  }

  @Test
  void whenAllFailTheLastErrorCarriesTheEarlierOnes() {
    LlmException second = new LlmException.Overloaded("Busy.", null);
    LlmException third = new LlmException.ModelUnavailable("Not there.");
    FallbackChatModel model =
        new FallbackChatModel(
            List.of(
                broken,
                ScriptedChatModel.builder().id("b").fail(second).build(),
                ScriptedChatModel.builder().id("c").fail(third).build()));
    for (int time = 0; time < 2; time++) {
      List<StreamEvent> events = events(model);
      assertThat(events).filteredOn(StreamEvent.Terminal.class::isInstance).hasSize(1);
      assertThat(failure(events).error()).isSameAs(third).hasSuppressedException(second);
      assertThat(third.getSuppressed()).containsExactly(gone, second);
    }
  }

  @Test
  void aModelThatThrowsIsPassedOver() {
    ScriptedChatModel throwing =
        ScriptedChatModel.builder().breakContract(new IllegalStateException("bug")).build();
    assertThat(events(new FallbackChatModel(List.of(throwing, answering))))
        .contains(text("Hello."));
    assertThat(throwing.openStreams()).isZero();
  }

  @Test
  void aCancelReachesTheRunningModelAndStartsNoOther() throws Exception {
    Gate reached = new Gate();
    ScriptedChatModel waiting = ScriptedChatModel.builder().waitFor(reached).build();
    try (ChatStream stream = new FallbackChatModel(List.of(waiting, answering)).stream(REQUEST)) {
      var reading = reading(stream);
      reached.awaitReached();
      stream.cancel();
      assertThat(result(reading)).hasOnlyElementsOfType(StreamEvent.Cancelled.class).hasSize(1);
    }
    assertThat(waiting.cancels()).isEqualTo(1);
    assertThat(answering.requests()).isEmpty();
  }

  @Test
  void aFailureThatComesAfterACancelStartsNoOtherModel() {
    ScriptedChatModel stubborn =
        ScriptedChatModel.builder()
            .capabilities(new Capabilities(true, true, true, true, Cancellation.NONE))
            .progress(Phase.LOADING, 0, 1)
            .fail(gone)
            .build();
    try (ChatStream stream = new FallbackChatModel(List.of(stubborn, answering)).stream(REQUEST)) {
      Iterator<StreamEvent> events = stream.iterator();
      events.next();
      stream.cancel();
      assertThat(events.next())
          .isInstanceOfSatisfying(
              StreamEvent.Cancelled.class,
              end -> assertThat(end.during()).isEqualTo(Phase.LOADING));
      assertThat(events.hasNext()).isFalse();
    }
    assertThat(answering.requests()).isEmpty();
  }

  @Test
  void aCancelRightAfterTheSwitchKeepsTheNextModelFromStarting() {
    try (ChatStream stream = model().stream(REQUEST)) {
      Iterator<StreamEvent> events = stream.iterator();
      events.next();
      assertThat(events.next()).isInstanceOf(StreamEvent.ModelSwitched.class);
      stream.cancel();
      assertThat(events.next()).isInstanceOf(StreamEvent.Cancelled.class);
    }
    assertThat(answering.startedStreams()).isZero();
  }

  @Test
  void theChainCanDoWhatAllOfItCan() {
    ScriptedChatModel http =
        ScriptedChatModel.builder()
            .id("http")
            .capabilities(new Capabilities(true, false, true, false, Cancellation.STOPS_READING))
            .build();
    FallbackChatModel chain = new FallbackChatModel(List.of(answering, http));
    assertThat(chain.id()).isEqualTo("answering, then http");
    assertThat(chain.capabilities())
        .isEqualTo(new Capabilities(true, false, true, false, Cancellation.STOPS_READING));
    chain.prewarm(REQUEST).close();
    assertThat(answering.prewarms()).isEmpty();
  }

  @Test
  void theFirstModelIsPrewarmedIfAllCanBe() {
    model().prewarm(REQUEST).close();
    assertThat(broken.prewarms()).containsExactly(REQUEST);
    assertThat(answering.prewarms()).isEmpty();
  }

  @Test
  void aChainOfNothingIsRefused() {
    assertThatThrownBy(() -> new FallbackChatModel(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
