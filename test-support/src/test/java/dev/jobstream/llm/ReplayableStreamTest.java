package dev.jobstream.llm;

import static dev.jobstream.llm.Streams.REQUEST;
import static dev.jobstream.llm.Streams.inBackground;
import static dev.jobstream.llm.Streams.result;
import static dev.jobstream.llm.Streams.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.ReplayableStream.NumberedEvent;
import dev.jobstream.llm.ReplayableStream.Options;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.LeakCheck;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayableStreamTest {
  private final ManualTimer timer = new ManualTimer();
  private final LeakCheck leaks = LeakCheck.ofThreads("jobstream-replayable");

  @AfterEach
  void noThreadIsLeft() {
    leaks.close();
  }

  @Test
  void aLateViewerGetsTheWholeMergedAndNumbered() {
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .progress(Phase.READING, 1, 2)
            .progress(Phase.READING, 2, 2)
            .thinking("h", "m")
            .text("Hel", "lo")
            .build();
    ReplayableStream stream = start(model);
    awaitEnd(stream);
    assertThat(rest(stream, 0))
        .containsExactly(
            new NumberedEvent(2, new StreamEvent.Progress(Phase.READING, 2, 2)),
            new NumberedEvent(4, new StreamEvent.ThinkingDelta("hm")),
            new NumberedEvent(9, text("Hello")),
            new NumberedEvent(10, StreamEvent.Completed.empty()));
    assertThat(stream.end()).contains(StreamEvent.Completed.empty());
    assertThat(model.openStreams()).isZero();
  }

  @Test
  void resumingGivesTheRestEvenWithinADeltaThatWasMergedMeanwhile() {
    ReplayableStream stream = start(ScriptedChatModel.builder().text("Hel", "lo").build());
    awaitEnd(stream);
    assertThat(rest(stream, 3))
        .containsExactly(
            new NumberedEvent(5, text("lo")), new NumberedEvent(6, StreamEvent.Completed.empty()));
    assertThat(rest(stream, 5)).hasSize(1);
    assertThat(rest(stream, 6)).isEmpty();
  }

  @Test
  void aPatientViewerWaitsOnlySoLongAndKnowsWhetherItIsOver() {
    Gate gate = new Gate();
    ReplayableStream stream =
        start(ScriptedChatModel.builder().text("a").waitFor(gate).text("b").build());
    try (ReplayableStream.Viewer viewer = stream.attach(0)) {
      assertThat(viewer.next().event()).isEqualTo(text("a"));
      gate.awaitReached();
      assertThat(viewer.hasNext(Duration.ofMillis(1))).isFalse();
      assertThat(viewer.isOver()).isFalse();
      gate.release();
      assertThat(viewer.hasNext(Duration.ofSeconds(20))).isTrue();
      assertThat(viewer.next().event()).isEqualTo(text("b"));
      assertThat(viewer.next().event()).isEqualTo(StreamEvent.Completed.empty());
      assertThat(viewer.isOver()).isTrue();
      assertThat(viewer.hasNext(Duration.ofSeconds(20))).isFalse();
    }
    ReplayableStream.Viewer left = stream.attach(0);
    left.close();
    assertThat(left.isOver()).isTrue();
    assertThat(left.hasNext(Duration.ofSeconds(20))).isFalse();
  }

  @Test
  void leavingIsNotCancelling() throws Exception {
    Gate gate = new Gate();
    ScriptedChatModel model = ScriptedChatModel.builder().text("a").waitFor(gate).text("b").build();
    ReplayableStream stream = start(model);
    ReplayableStream.Viewer first = stream.attach(0);
    assertThat(first.next()).isEqualTo(new NumberedEvent(1, text("a")));
    FutureTask<Boolean> waiting = inBackground(first::hasNext);
    first.close();
    assertThat(result(waiting)).isFalse();
    assertThatThrownBy(first::next).isInstanceOf(NoSuchElementException.class);
    assertThat(stream.end()).isEmpty();
    gate.release();
    assertThat(rest(stream, 1)).first().isEqualTo(new NumberedEvent(2, text("b")));
    assertThat(model.cancels()).isZero();
  }

  @Test
  void anInterruptedViewerLeavesAndTheGenerationGoesOn() throws Exception {
    Gate gate = new Gate();
    ReplayableStream stream = start(ScriptedChatModel.builder().waitFor(gate).text("a").build());
    ReplayableStream.Viewer viewer = stream.attach(0);
    FutureTask<Boolean> viewing =
        inBackground(() -> {
          Thread.currentThread().interrupt();
          return viewer.hasNext() || !Thread.currentThread().isInterrupted();
        });
    assertThat(result(viewing)).isFalse();
    gate.release();
    assertThat(rest(stream, 0)).hasSize(2);
  }

  @Test
  void cancellingEndsItForAllViewers() throws Exception {
    Gate gate = new Gate();
    ScriptedChatModel model = ScriptedChatModel.builder().text("a").waitFor(gate).build();
    ReplayableStream stream = start(model);
    FutureTask<List<NumberedEvent>> one = inBackground(() -> rest(stream, 0));
    FutureTask<List<NumberedEvent>> two = inBackground(() -> rest(stream, 0));
    gate.awaitReached();
    stream.cancel();
    stream.cancel();
    assertThat(result(one).getLast().event()).isInstanceOf(StreamEvent.Cancelled.class);
    assertThat(result(two)).isEqualTo(result(one));
    assertThat(model.cancels()).isEqualTo(1);
  }

  @Test
  void itCanBeReplayedUntilItsTimeToLiveEnds() {
    ReplayableStream stream = start(ScriptedChatModel.answering("Hello."));
    awaitEnd(stream);
    timer.advance(Options.DEFAULT.timeToLive().minusMillis(1));
    ReplayableStream.Viewer early = stream.attach(0);
    timer.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> stream.attach(0))
        .isInstanceOf(ReplayableStream.ExpiredException.class)
        .hasMessage("The stream ended more than 900 s ago and is no longer kept. Start it again.");
    assertThat(early.next().event()).isEqualTo(text("Hello."));
    assertThat(stream.end()).isPresent();
  }

  @Test
  void aRunningStreamDoesNotExpire() {
    Gate gate = new Gate();
    ReplayableStream stream = start(ScriptedChatModel.builder().waitFor(gate).text("a").build());
    gate.awaitReached();
    timer.advance(Duration.ofDays(1));
    gate.release();
    assertThat(rest(stream, 0)).hasSize(2);
  }

  @Test
  void moreTextThanIsKeptFailsAndCancelsTheSource() {
    ScriptedChatModel model =
        ScriptedChatModel.builder().text("1234", "56🙂", "more").waitFor(new Gate()).build();
    ReplayableStream stream =
        ReplayableStream.start(model.stream(REQUEST), new Options(7, Duration.ofMinutes(1)), timer);
    List<NumberedEvent> events = rest(stream, 0);
    assertThat(written(events)).isEqualTo("123456");
    assertThat(events.getLast().event())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed ->
                assertThat(failed.error())
                    .isInstanceOf(LlmException.Interrupted.class)
                    .hasMessage(
                        "The answer has 8 characters so far, at most 7 are kept. Ask for a shorter"
                            + " one, or set `maxTokens`."));
    leaks.close();
    assertThat(model.cancels()).isEqualTo(1);
    assertThat(model.openStreams()).isZero();
    // Who comes later may get in one piece what was seen in two.
    List<NumberedEvent> again = rest(stream, 0);
    assertThat(written(again)).isEqualTo("123456");
    assertThat(again.getLast()).isEqualTo(events.getLast());
  }

  private static String written(List<NumberedEvent> events) {
    StringBuilder text = new StringBuilder();
    for (NumberedEvent event : events) {
      if (event.event() instanceof StreamEvent.TextDelta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  @Test
  void idsThatNoEventHasAreRefused() {
    ReplayableStream stream = start(ScriptedChatModel.answering("🙂"));
    awaitEnd(stream);
    for (long id : new long[] {-1, 1, 4, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> stream.attach(id)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aSourceThatThrowsEndsAsFailed() {
    ReplayableStream stream =
        start(
            ScriptedChatModel.builder()
                .text("a")
                .breakContract(new IllegalStateException("bug"))
                .build());
    assertThat(rest(stream, 0))
        .last()
        .extracting(e -> e.event())
        .isInstanceOf(StreamEvent.Failed.class);
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Options(0, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Options(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Viewers come, leave anywhere and resume where they were; each reads the same text. */
  @Test
  void manyViewersThatComeAndGoAllReadTheWholeText() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ScriptedChatModel.Builder script = ScriptedChatModel.builder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      String delta = i + (random.nextBoolean() ? "🙂" : "é");
      script.text(delta);
      expected.append(delta);
      if (random.nextBoolean()) {
        script.progress(Phase.WRITING, i, 3_000);
      }
    }
    ReplayableStream stream = start(script.build());
    List<FutureTask<String>> viewers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long viewerSeed = seed + i;
      viewers.add(inBackground(() -> readWithBreaks(stream, new Random(viewerSeed))));
    }
    for (FutureTask<String> viewer : viewers) {
      assertThat(result(viewer)).as("seed %d", seed).isEqualTo(expected.toString());
    }
  }

  private static String readWithBreaks(ReplayableStream stream, Random random) {
    StringBuilder read = new StringBuilder();
    long lastId = 0;
    while (true) {
      try (ReplayableStream.Viewer viewer = stream.attach(lastId)) {
        for (int n = random.nextInt(20); n >= 0 && viewer.hasNext(); n--) {
          NumberedEvent next = viewer.next();
          lastId = next.id();
          if (next.event() instanceof StreamEvent.TextDelta delta) {
            read.append(delta.text());
          }
          if (next.event() instanceof StreamEvent.Terminal) {
            return read.toString();
          }
        }
      }
    }
  }

  private ReplayableStream start(ChatModel model) {
    return ReplayableStream.start(model.stream(REQUEST), Options.DEFAULT, timer);
  }

  private static void awaitEnd(ReplayableStream stream) {
    assertThat(rest(stream, 0)).isNotEmpty();
  }

  private static List<NumberedEvent> rest(ReplayableStream stream, long afterId) {
    List<NumberedEvent> events = new ArrayList<>();
    try (ReplayableStream.Viewer viewer = stream.attach(afterId)) {
      viewer.forEachRemaining(events::add);
    }
    return events;
  }
}
