package dev.jobstream.llm;

import static dev.jobstream.llm.Streams.REQUEST;
import static dev.jobstream.llm.Streams.events;
import static dev.jobstream.llm.Streams.failure;
import static dev.jobstream.llm.Streams.queued;
import static dev.jobstream.llm.Streams.reading;
import static dev.jobstream.llm.Streams.result;
import static dev.jobstream.llm.Streams.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.ThrottledChatModel.Limits;
import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ThrottledChatModelTest extends ChatStreamContract {
  private final ManualTimer timer = new ManualTimer();
  private final ScriptedChatModel inner = ScriptedChatModel.answering("Hello.");
  private final ScriptedChatModel endless =
      ScriptedChatModel.builder().text("a").waitFor(new Gate()).build();
  private final ThrottledChatModel throttled = throttled(inner, new Limits(1, 0, 5));
  private final ThrottledChatModel throttledEndless = throttled(endless, new Limits(1, 0, 5));

  @Override
  protected ChatModel model() {
    return throttled;
  }

  @Override
  protected ChatModel endlessModel() {
    return throttledEndless;
  }

  @Override
  protected ChatRequest endlessRequest() {
    return REQUEST;
  }

  @Override
  protected void assertNothingRuns() {
    assertThat(inner.openStreams() + endless.openStreams()).as("open streams").isZero();
    assertThat(throttled.active() + throttledEndless.active()).as("permits").isZero();
    assertThat(throttled.waiting() + throttledEndless.waiting()).as("waiting").isZero();
  }

  @Test
  void aWaitingStreamTellsItsPlaceAndGoesInOrder() {
    ChatStream first = throttledEndless.stream(REQUEST);
    try (ChatStream second = throttledEndless.stream(REQUEST);
        ChatStream third = throttledEndless.stream(REQUEST)) {
      assertThat(first.iterator().next()).isEqualTo(text("a"));
      Iterator<StreamEvent> secondEvents = second.iterator();
      assertThat(secondEvents.next()).isEqualTo(queued(0, 1));
      Iterator<StreamEvent> thirdEvents = third.iterator();
      assertThat(thirdEvents.next()).isEqualTo(queued(1, 2));
      timer.advance(Duration.ofSeconds(3));
      first.close();
      assertThat(thirdEvents.next()).isEqualTo(queued(0, 1));
      assertThat(secondEvents.next()).isEqualTo(text("a"));
      second.cancel();
      assertThat(secondEvents.next())
          .isInstanceOfSatisfying(
              StreamEvent.Cancelled.class,
              end -> {
                assertThat(end.during()).isEqualTo(Phase.WRITING);
                assertThat(end.timings().queued()).isEqualTo(Duration.ofSeconds(3));
                assertThat(end.timings().total()).isEqualTo(Duration.ofSeconds(3));
              });
      assertThat(thirdEvents.next()).isEqualTo(text("a"));
    }
    assertNothingRuns();
  }

  @Test
  void aCancelInTheQueueEndsTheWaitAndTheOthersMoveUp() throws Exception {
    try (ChatStream first = throttledEndless.stream(REQUEST);
        ChatStream second = throttledEndless.stream(REQUEST);
        ChatStream third = throttledEndless.stream(REQUEST)) {
      first.iterator().next();
      Iterator<StreamEvent> secondEvents = second.iterator();
      secondEvents.next();
      Iterator<StreamEvent> thirdEvents = third.iterator();
      thirdEvents.next();
      FutureTask<StreamEvent> waiting = Streams.inBackground(secondEvents::next);
      second.cancel();
      assertThat(result(waiting))
          .isInstanceOfSatisfying(
              StreamEvent.Cancelled.class, end -> assertThat(end.during()).isEqualTo(Phase.QUEUED));
      assertThat(thirdEvents.next()).isEqualTo(queued(0, 1));
    }
    assertThat(endless.startedStreams()).isEqualTo(1);
    assertNothingRuns();
  }

  @Test
  void tooManyWaitingRequestsAreRefusedWithAdvice() {
    ThrottledChatModel model = throttled(endless, new Limits(1, 0, 1));
    try (ChatStream first = model.stream(REQUEST);
        ChatStream second = model.stream(REQUEST)) {
      first.iterator().next();
      second.iterator().next();
      assertThat(failure(events(model)).error())
          .isInstanceOf(LlmException.Overloaded.class)
          .hasMessage(
              "The model has `1` requests running and `1` waiting, and no more than `1` may wait."
                  + " Try again when some have ended, or raise `maxQueued`.");
    }
    assertThat(model.active()).isZero();
    assertThat(model.waiting()).isZero();
  }

  @Test
  void noMoreRequestsThanTheRateStartWithinAnyMinute() throws Exception {
    ThrottledChatModel model = throttled(inner, new Limits(9, 2, 9));
    events(model);
    timer.advance(Duration.ofSeconds(20));
    events(model);
    timer.advance(Duration.ofSeconds(20));
    try (ChatStream third = model.stream(REQUEST);
        ChatStream fourth = model.stream(REQUEST)) {
      Iterator<StreamEvent> thirdEvents = third.iterator();
      assertThat(thirdEvents.next()).isEqualTo(queued(0, 1));
      Iterator<StreamEvent> fourthEvents = fourth.iterator();
      assertThat(fourthEvents.next()).isEqualTo(queued(1, 2));
      timer.advance(Duration.ofSeconds(19));
      assertThat(model.waiting()).isEqualTo(2);
      timer.advance(Duration.ofSeconds(1));
      assertThat(thirdEvents.next()).isEqualTo(text("Hello."));
      assertThat(model.waiting()).isEqualTo(1);
      timer.advance(Duration.ofSeconds(20));
      assertThat(fourthEvents.next()).isEqualTo(text("Hello."));
      assertThat(timer.pendingTasks()).isZero();
    }
  }

  @Test
  void aRequestThatTheRateForbidsIsToldWhenToComeBack() {
    ThrottledChatModel model = throttled(inner, new Limits(9, 1, 0));
    events(model);
    timer.advance(Duration.ofSeconds(45));
    assertThat(((LlmException.Overloaded) failure(events(model)).error()).retryAfter())
        .contains(Duration.ofSeconds(15));
  }

  @Test
  void nobodyLeftInTheQueueLeavesNoTask() {
    ThrottledChatModel model = throttled(inner, new Limits(9, 1, 1));
    events(model);
    try (ChatStream waiting = model.stream(REQUEST)) {
      waiting.iterator().next();
      assertThat(timer.pendingTasks()).isEqualTo(1);
    }
    assertThat(timer.pendingTasks()).isZero();
  }

  @Test
  void aStreamThatIsNeverReadTakesNoPlace() {
    try (ChatStream never = throttled.stream(REQUEST)) {
      assertThat(events(throttled)).contains(text("Hello."));
      never.cancel();
    }
    assertThat(throttled.active()).isZero();
  }

  @Test
  void aModelThatFailsOrThrowsGivesItsPermitBack() {
    ScriptedChatModel failing =
        ScriptedChatModel.builder()
            .fail(new LlmException.ModelUnavailable("Gone."))
            .next()
            .breakContract(new IllegalStateException("bug"))
            .build();
    ThrottledChatModel model = throttled(failing, new Limits(1, 0, 0));
    for (int i = 0; i < 3; i++) {
      assertThat(failure(events(model)).error()).isNotInstanceOf(LlmException.Overloaded.class);
    }
    assertThat(model.active()).isZero();
  }

  @Test
  void aPermitIsFreeAtTheTerminalEventEvenBeforeTheStreamIsClosed() {
    ThrottledChatModel model = throttled(inner, new Limits(1, 0, 0));
    try (ChatStream first = model.stream(REQUEST)) {
      events(first);
      assertThat(events(model)).contains(text("Hello."));
    }
  }

  @Test
  void prewarmingWaitsItsTurn() {
    ThrottledChatModel model = throttled(endless, new Limits(1, 0, 1));
    ChatStream first = model.stream(REQUEST);
    try (ChatStream prewarm = model.prewarm(REQUEST)) {
      first.iterator().next();
      Iterator<StreamEvent> events = prewarm.iterator();
      assertThat(events.next()).isEqualTo(queued(0, 1));
      first.close();
      assertThat(events.next()).isInstanceOf(StreamEvent.Completed.class);
    }
    assertThat(endless.prewarms()).hasSize(1);
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Limits(0, 0, 0))
        .hasMessage("The limit `maxConcurrent` is `0`; it must be 1 or more.");
    assertThatThrownBy(() -> new Limits(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(1, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void howeverStreamsEndNoPermitIsLostAndTheLimitHolds() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ThrottledChatModel model = throttled(inner, new Limits(2, 0, 100));
    List<ChatStream> streams = new ArrayList<>();
    List<FutureTask<List<StreamEvent>>> readings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ChatStream stream = model.stream(REQUEST);
      streams.add(stream);
      readings.add(reading(stream));
      ChatStream victim = streams.get(random.nextInt(streams.size()));
      switch (random.nextInt(4)) {
        case 0 -> victim.cancel();
        case 1 -> victim.close();
        default -> assertThat(model.active()).isBetween(0, 2);
      }
    }
    for (FutureTask<List<StreamEvent>> reading : readings) {
      assertThat(result(reading).getLast())
          .as("seed %d", seed)
          .isInstanceOfAny(StreamEvent.Completed.class, StreamEvent.Cancelled.class);
    }
    assertThat(model.active()).as("seed %d", seed).isZero();
    assertThat(model.waiting()).as("seed %d", seed).isZero();
    streams.forEach(ChatStream::close);
    assertThat(inner.openStreams()).as("seed %d", seed).isZero();
  }

  private ThrottledChatModel throttled(ChatModel model, Limits limits) {
    return new ThrottledChatModel(model, limits, timer);
  }
}
