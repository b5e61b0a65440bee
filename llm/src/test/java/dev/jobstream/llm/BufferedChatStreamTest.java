package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BufferedChatStreamTest {
  /** Remembers what it was told. */
  private static final class RecordingSource implements BufferedChatStream.Source {
    private final List<String> calls = new ArrayList<>();
    private final Consumer<BufferedChatStream> onStart;

    RecordingSource(Consumer<BufferedChatStream> onStart) {
      this.onStart = onStart;
    }

    @Override
    public void start(BufferedChatStream stream) {
      record("start");
      onStart.accept(stream);
    }

    @Override
    public void cancel() {
      record("cancel");
    }

    @Override
    public void close() {
      record("close");
    }

    private synchronized void record(String call) {
      calls.add(call);
    }

    synchronized List<String> calls() {
      return List.copyOf(calls);
    }
  }

  private static final StreamEvent.Completed END = StreamEvent.Completed.empty();

  @Test
  void deltasThatWaitAreMergedAndProgressIsReplaced() {
    RecordingSource source =
        new RecordingSource(stream -> {
          stream.put(progress(Phase.READING, 1));
          stream.put(progress(Phase.READING, 2));
          stream.put(new StreamEvent.ThinkingDelta("th"));
          stream.put(new StreamEvent.ThinkingDelta("ink"));
          stream.put(text("a"));
          stream.put(text("b"));
          stream.put(END);
        });
    assertThat(all(new BufferedChatStream(source)))
        .containsExactly(
            progress(Phase.READING, 2), new StreamEvent.ThinkingDelta("think"), text("ab"), END);
    assertThat(source.calls()).containsExactly("start", "close");
  }

  @Test
  void progressBetweenDeltasDoesNotKeepThemApart() {
    EventBuffer buffer = new EventBuffer();
    for (int i = 0; i < 100_000; i++) {
      buffer.add(text("x"));
      buffer.add(progress(Phase.WRITING, i));
    }
    assertThat(buffer.size()).isEqualTo(2);
    assertThat(buffer.poll()).isEqualTo(text("x".repeat(100_000)));
    assertThat(buffer.poll()).isEqualTo(progress(Phase.WRITING, 99_999));
    assertThat(buffer.poll()).isNull();
  }

  @Test
  void progressOfAnotherPhaseIsKept() {
    EventBuffer buffer = new EventBuffer();
    buffer.add(progress(Phase.LOADING, 1));
    buffer.add(progress(Phase.READING, 1));
    buffer.add(progress(Phase.LOADING, 2));
    assertThat(buffer.size()).isEqualTo(3);
  }

  @Test
  void theFirstTerminalEventIsTheOnlyOne() {
    RecordingSource source =
        new RecordingSource(stream -> {
          stream.put(END);
          stream.put(text("late"));
          stream.put(cancelled(Phase.WRITING));
        });
    assertThat(all(new BufferedChatStream(source))).containsExactly(END);
  }

  @Test
  void cancellingBeforeTheStartStartsNothing() {
    RecordingSource source = new RecordingSource(stream -> {});
    BufferedChatStream stream = new BufferedChatStream(source);
    stream.cancel();
    stream.cancel();
    assertThat(all(stream))
        .containsExactly(new StreamEvent.Cancelled(Phase.QUEUED, TokenUsage.NONE, Timings.NONE));
    assertThat(source.calls()).containsExactly("close");
  }

  @Test
  void closingBeforeTheStartClosesTheSourceOnce() {
    RecordingSource source = new RecordingSource(stream -> {});
    BufferedChatStream stream = new BufferedChatStream(source);
    stream.close();
    stream.close();
    assertThat(all(stream)).hasOnlyElementsOfType(StreamEvent.Cancelled.class).hasSize(1);
    assertThat(source.calls()).containsExactly("close");
  }

  @Test
  void cancellingReachesTheSourceOnceAndItsOwnEndIsDelivered() throws Exception {
    RecordingSource source = new RecordingSource(stream -> stream.put(text("a")));
    BufferedChatStream stream = new BufferedChatStream(source);
    CountDownLatch seen = new CountDownLatch(1);
    FutureTask<List<StreamEvent>> reading = new FutureTask<>(() -> all(stream, seen));
    Thread.ofVirtual().start(reading);
    await(seen);
    stream.cancel();
    stream.cancel();
    stream.put(new StreamEvent.Cancelled(Phase.WRITING, new TokenUsage(3, 0, 1), Timings.NONE));
    assertThat(reading.get(20, TimeUnit.SECONDS))
        .containsExactly(
            text("a"),
            new StreamEvent.Cancelled(Phase.WRITING, new TokenUsage(3, 0, 1), Timings.NONE));
    stream.close();
    assertThat(source.calls()).containsExactly("start", "cancel", "close");
  }

  @Test
  void aCancelDuringTheStartWaitsUntilTheSourceHasStarted() {
    RecordingSource source =
        new RecordingSource(stream -> {
          stream.cancel();
          stream.close();
        });
    assertThat(all(new BufferedChatStream(source)))
        .hasOnlyElementsOfType(StreamEvent.Cancelled.class)
        .hasSize(1);
    assertThat(source.calls()).containsExactly("start", "cancel", "close");
  }

  @Test
  void closingARunningStreamEndsItEvenIfTheSourceSaysNoMore() throws Exception {
    RecordingSource source = new RecordingSource(stream -> stream.put(text("a")));
    BufferedChatStream stream = new BufferedChatStream(source);
    CountDownLatch seen = new CountDownLatch(1);
    FutureTask<List<StreamEvent>> reading = new FutureTask<>(() -> all(stream, seen));
    Thread.ofVirtual().start(reading);
    await(seen);
    stream.close();
    assertThat(reading.get(20, TimeUnit.SECONDS))
        .containsExactly(
            text("a"), new StreamEvent.Cancelled(Phase.WRITING, TokenUsage.UNKNOWN, Timings.NONE));
    assertThat(source.calls()).containsExactly("start", "cancel", "close");
  }

  @Test
  void anInterruptedReaderCancelsAndStillGetsTheEnd() throws Exception {
    RecordingSource source = new RecordingSource(stream -> stream.put(text("a")));
    BufferedChatStream stream = new BufferedChatStream(source);
    CountDownLatch seen = new CountDownLatch(1);
    FutureTask<Boolean> reading =
        new FutureTask<>(() -> {
          StreamEvent.Terminal end = stream.run(event -> seen.countDown());
          assertThat(end).isEqualTo(cancelled(Phase.WRITING));
          return Thread.currentThread().isInterrupted();
        });
    Thread reader = Thread.ofVirtual().start(reading);
    await(seen);
    reader.interrupt();
    while (!source.calls().contains("cancel")) {
      Thread.onSpinWait();
    }
    stream.put(cancelled(Phase.WRITING));
    assertThat(reading.get(20, TimeUnit.SECONDS)).as("the interrupt flag").isTrue();
    assertThat(source.calls()).containsExactly("start", "cancel", "close");
  }

  @Test
  void aSourceThatCannotStartFailsTheStream() {
    RecordingSource source =
        new RecordingSource(stream -> {
          throw new IllegalStateException("holds the user's text");
        });
    assertThat(all(new BufferedChatStream(source)))
        .singleElement()
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed ->
                assertThat(failed.error())
                    .hasMessage(
                        "The model broke off with an unexpected `IllegalStateException`. Try again;"
                            + " if it comes back, report it."));
    assertThat(source.calls()).containsExactly("start", "close");
  }

  @Test
  void aSecondReaderIsRefused() {
    BufferedChatStream stream = new BufferedChatStream(new RecordingSource(s -> s.put(END)));
    Iterator<StreamEvent> first = stream.iterator();
    assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
    assertThat(first.next()).isEqualTo(END);
  }

  @Test
  void textFromAnotherThreadArrivesWholeAndInOrder() {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      expected.append(i).append(' ');
    }
    RecordingSource source =
        new RecordingSource(stream ->
            Thread.ofVirtual()
                .start(() -> {
                  for (int i = 0; i < 20_000; i++) {
                    stream.put(text(i + " "));
                    stream.put(progress(Phase.WRITING, i));
                  }
                  stream.put(END);
                }));
    StringBuilder read = new StringBuilder();
    try (BufferedChatStream stream = new BufferedChatStream(source)) {
      stream.run(event -> {
        if (event instanceof StreamEvent.TextDelta delta) {
          read.append(delta.text());
        }
      });
    }
    assertThat(read).hasToString(expected.toString());
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static StreamEvent.TextDelta text(String text) {
    return new StreamEvent.TextDelta(text);
  }

  private static StreamEvent.Progress progress(Phase phase, long done) {
    return new StreamEvent.Progress(phase, done, StreamEvent.Progress.UNKNOWN_TOTAL);
  }

  private static StreamEvent.Cancelled cancelled(Phase phase) {
    return new StreamEvent.Cancelled(phase, TokenUsage.NONE, Timings.NONE);
  }

  private static List<StreamEvent> all(ChatStream stream) {
    return all(stream, new CountDownLatch(1));
  }

  private static List<StreamEvent> all(ChatStream stream, CountDownLatch seen) {
    List<StreamEvent> events = new ArrayList<>();
    for (StreamEvent event : stream) {
      events.add(event);
      seen.countDown();
    }
    return events;
  }
}
