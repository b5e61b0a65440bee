package dev.jobstream.llm;

import static dev.jobstream.llm.Streams.REQUEST;
import static dev.jobstream.llm.Streams.events;
import static dev.jobstream.llm.Streams.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.LeakCheck;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.time.Duration;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest extends ChatStreamContract {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final ManualTimer timer = new ManualTimer();
  private final Pacer pacer = new Pacer(INTERVAL, timer);
  private final ScriptedChatModel inner = ScriptedChatModel.answering("Hello.");
  private final ScriptedChatModel endless =
      ScriptedChatModel.builder().text("a").waitFor(new Gate()).build();
  private final LeakCheck leaks =
      LeakCheck.ofThreads("jobstream-pacer")
          .and("open streams", inner::openStreams)
          .and("endless open streams", endless::openStreams);

  /** A model whose streams are paced. */
  private ChatModel paced(ChatModel model) {
    return new ChatModel() {
      @Override
      public String id() {
        return model.id();
      }

      @Override
      public Capabilities capabilities() {
        return model.capabilities();
      }

      @Override
      public ChatStream stream(ChatRequest request) {
        return pacer.pace(model.stream(request));
      }
    };
  }

  @AfterEach
  void noThreadIsLeft() {
    leaks.close();
  }

  @Override
  protected ChatModel model() {
    return paced(inner);
  }

  @Override
  protected ChatModel endlessModel() {
    return paced(endless);
  }

  @Override
  protected ChatRequest endlessRequest() {
    return REQUEST;
  }

  @Override
  protected void assertNothingRuns() {
    leaks.close();
  }

  @Test
  void theFirstDeltaComesAtOnceAndTheOthersMergedWhenTheIntervalIsOver() {
    Gate gate = new Gate();
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .progress(Phase.READING, 9, 9)
            .text("a", "b", "c")
            .progress(Phase.WRITING, 3, 10)
            .text("d")
            .progress(Phase.WRITING, 4, 10)
            .waitFor(gate)
            .build();
    try (ChatStream stream = pacer.pace(model.stream(REQUEST))) {
      Iterator<StreamEvent> events = stream.iterator();
      assertThat(events.next()).isEqualTo(new StreamEvent.Progress(Phase.READING, 9, 9));
      assertThat(events.next()).isEqualTo(text("a"));
      gate.awaitReached();
      assertThat(timer.pendingTasks()).isEqualTo(1);
      timer.advance(INTERVAL);
      assertThat(events.next()).isEqualTo(text("bcd"));
      assertThat(events.next()).isEqualTo(new StreamEvent.Progress(Phase.WRITING, 4, 10));
      gate.release();
      assertThat(events.next()).isInstanceOf(StreamEvent.Completed.class);
    }
  }

  @Test
  void theEndFlushesAtOnceAndLeavesNoTask() {
    ScriptedChatModel model = ScriptedChatModel.builder().text("a", "b", "c").build();
    StringBuilder read = new StringBuilder();
    try (ChatStream stream = pacer.pace(model.stream(REQUEST))) {
      stream.run(event -> append(event, read));
    }
    assertThat(read).hasToString("abc");
    assertThat(timer.nanoTime()).isZero();
    assertThat(timer.pendingTasks()).isZero();
  }

  @Test
  void theModelEndsWhileTheReaderHasReadNothingButTheFirstEvent() {
    Gate end = new Gate();
    ScriptedChatModel.Builder script = ScriptedChatModel.builder();
    for (int i = 0; i < 10_000; i++) {
      script.text("x");
    }
    ScriptedChatModel model = script.waitFor(end).build();
    StringBuilder read = new StringBuilder();
    try (ChatStream stream = pacer.pace(model.stream(REQUEST))) {
      Iterator<StreamEvent> events = stream.iterator();
      append(events.next(), read);
      end.awaitReached();
      end.release();
      int updates = 0;
      while (events.hasNext()) {
        append(events.next(), read);
        updates++;
      }
      assertThat(updates).isEqualTo(2);
    }
    assertThat(read).hasSize(10_000);
  }

  @Test
  void atMostOneUpdateComesInAnInterval() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Gate[] gates = new Gate[200];
    ScriptedChatModel.Builder script = ScriptedChatModel.builder();
    for (int i = 0; i < gates.length; i++) {
      gates[i] = new Gate();
      script.text("x").waitFor(gates[i]);
    }
    ScriptedChatModel model = script.build();
    Duration passed = Duration.ZERO;
    StringBuilder read = new StringBuilder();
    int updates = 0;
    try (ChatStream stream = pacer.pace(model.stream(REQUEST))) {
      var reading =
          Streams.inBackground(() -> {
            int seen = 0;
            for (StreamEvent event : stream) {
              append(event, read);
              seen += event instanceof StreamEvent.Delta ? 1 : 0;
            }
            return seen;
          });
      for (Gate gate : gates) {
        gate.awaitReached();
        Duration step = Duration.ofMillis(random.nextInt(30));
        passed = passed.plus(step);
        timer.advance(step);
        gate.release();
      }
      updates = Streams.result(reading);
    } catch (Exception e) {
      throw new AssertionError("seed " + seed, e);
    }
    assertThat(read).hasSize(gates.length);
    assertThat((long) updates)
        .as("seed %d", seed)
        .isLessThanOrEqualTo(passed.dividedBy(INTERVAL) + 2);
  }

  @Test
  void aSourceThatThrowsEndsAsFailed() {
    ScriptedChatModel broken =
        ScriptedChatModel.builder().breakContract(new IllegalStateException("bug")).build();
    try (ChatStream stream = pacer.pace(broken.stream(REQUEST))) {
      assertThat(events(stream)).singleElement().isInstanceOf(StreamEvent.Failed.class);
    }
    assertThat(broken.openStreams()).isZero();
  }

  @Test
  void anIntervalOfZeroPassesEverythingThrough() {
    try (ChatStream source = inner.stream(REQUEST)) {
      assertThat(new Pacer(Duration.ZERO, timer).pace(source)).isSameAs(source);
    }
  }

  @Test
  void aNegativeIntervalIsRefused() {
    assertThatThrownBy(() -> new Pacer(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSystemsTimePacesToo() {
    Gate gate = new Gate();
    ScriptedChatModel model = ScriptedChatModel.builder().text("a", "b").waitFor(gate).build();
    try (ChatStream stream = new Pacer(Pacer.HTTP).pace(model.stream(REQUEST))) {
      Iterator<StreamEvent> events = stream.iterator();
      StringBuilder read = new StringBuilder();
      while (read.length() < 2) {
        append(events.next(), read);
      }
      assertThat(read).hasToString("ab");
      gate.release();
      assertThat(events.next()).isInstanceOf(StreamEvent.Completed.class);
    }
  }

  private static void append(StreamEvent event, StringBuilder text) {
    if (event instanceof StreamEvent.TextDelta delta) {
      text.append(delta.text());
    }
  }
}
