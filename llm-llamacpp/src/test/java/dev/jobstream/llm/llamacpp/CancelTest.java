package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancelTest {
  private static final String LINE =
      "Senior Java engineer in Berlin, SQL and Kafka, five years of experience.\n";
  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults()
          .withContextTokens(1_024)
          .withThreads(1, 1)
          .withLevers(EnumSet.allOf(Lever.class));

  static List<Path> models() {
    return List.of(TestModels.llama(), TestModels.qwen3());
  }

  @ParameterizedTest
  @MethodSource("models")
  void afterACancelAtAnyWrittenTokenTheNextAnswerIsThatOfAFreshContext(Path file) {
    ChatRequest request = request(LINE.repeat(3), 24);
    ChatRequest other = request("Something else. " + LINE, 24);
    String fresh = fresh(file, request);
    String otherFresh = fresh(file, other);
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      for (int deltas = 1; deltas <= 20; deltas += 3) {
        cancelAfter(model, request, deltas);
        assertThat(Streamed.of(model, request).text())
            .as("after %d deltas", deltas)
            .isEqualTo(fresh);
        cancelAfter(model, request, deltas);
        assertThat(Streamed.of(model, other).text())
            .as("another prompt after %d deltas", deltas)
            .isEqualTo(otherFresh);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void afterACancelAmidWhatWasDecodedAheadTheNextAnswerIsThatOfAFreshContext(Path file) {
    ChatRequest request = request(LINE.repeat(3), 40);
    String fresh = fresh(file, request);
    String nearly = fresh.substring(0, fresh.length() / 2) + "other" + fresh;
    ChatRequest predicted =
        ChatRequest.builder().user(LINE.repeat(3)).maxTokens(40).prediction(nearly).build();
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      for (int deltas = 1; deltas <= 38; deltas += 3) {
        cancelAfter(model, predicted, deltas);
        assertThat(Streamed.of(model, predicted).text())
            .as("after %d deltas", deltas)
            .isEqualTo(fresh);
      }
      assertThat(model.counts().accepted(Lever.PREDICTION)).isPositive();
      assertThat(model.counts().refused()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void afterACancelAtAnyMomentOfTheReadingTheNextAnswerIsThatOfAFreshContext(Path file) {
    ChatRequest request = request(LINE.repeat(30), 16);
    String fresh = fresh(file, request);
    long seed = 11;
    Random random = new Random(seed);
    int whileReading = 0;
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS.withBatchTokens(64))) {
      String freshInSmallPieces;
      try (LlamaChatModel unused = LlamaChatModel.open(file, OPTIONS.withBatchTokens(64))) {
        freshInSmallPieces = Streamed.of(unused, request).text();
      }
      assertThat(freshInSmallPieces).isEqualTo(fresh);
      for (int i = 0; i < 30; i++) {
        // Another text first, so that there is something to read.
        Streamed.of(model, request("x" + i, 1));
        if (cancelWhileReading(model, request, random.nextInt(3_000)) == Phase.READING) {
          whileReading++;
        }
        assertThat(Streamed.of(model, request).text())
            .as("seed %d, round %d", seed, i)
            .isEqualTo(fresh);
      }
    }
    assertThat(whileReading).as("cancels that met the reading").isPositive();
  }

  @Test
  void aCancelBeforeTheFirstPullStartsNothing() {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.llama(), OPTIONS);
        ChatStream stream = model.stream(request("Hello", 4))) {
      stream.cancel();
      assertThat(Streamed.of(stream).events())
          .singleElement()
          .isInstanceOfSatisfying(
              StreamEvent.Cancelled.class, end -> assertThat(end.during()).isEqualTo(Phase.QUEUED));
    }
  }

  @Test
  void aCancelWhileTheModelLoadsEndsTheLoading() {
    // So small a model loads in milliseconds: a reader that the machine holds up hears of the
    // loading when it is over, and cancels the answer instead.
    int whileLoading = 0;
    for (int i = 0; i < 50 && whileLoading == 0; i++) {
      try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3(), OPTIONS)) {
        StreamEvent.Terminal end;
        try (ChatStream stream = model.stream(request("Hello", 900))) {
          end =
              stream.run(event -> {
                if (event instanceof StreamEvent.Progress progress
                    && progress.phase() == Phase.LOADING) {
                  stream.cancel();
                }
              });
        }
        assertThat(end).isInstanceOf(StreamEvent.Cancelled.class);
        if (((StreamEvent.Cancelled) end).during() == Phase.LOADING) {
          whileLoading++;
        }
        assertThat(Streamed.of(model, request("Hello", 4)).end())
            .isInstanceOf(StreamEvent.Completed.class);
      }
    }
    assertThat(whileLoading).as("cancels that met the loading").isPositive();
  }

  @Test
  void aCancelWhileQueuedLeavesTheQueueAndTheRunningOneAlone() throws InterruptedException {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.llama(), OPTIONS);
        ChatStream running = model.stream(request(LINE, 400));
        ChatStream waiting = model.stream(request("Hello", 4))) {
      CountDownLatch writing = new CountDownLatch(1);
      AtomicReference<StreamEvent> last = new AtomicReference<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() ->
                  running.run(event -> {
                    last.set(event);
                    if (event instanceof StreamEvent.TextDelta
                        || event instanceof StreamEvent.Terminal) {
                      writing.countDown();
                    }
                  }));
      writing.await();
      assertThat(last.get()).isNotInstanceOf(StreamEvent.Terminal.class);
      StreamEvent.Terminal end =
          waiting.run(event -> {
            if (event instanceof StreamEvent.Progress progress
                && progress.phase() == Phase.QUEUED) {
              assertThat(progress.done()).isEqualTo(1);
              waiting.cancel();
            }
          });
      assertThat(end)
          .isInstanceOfSatisfying(
              StreamEvent.Cancelled.class, c -> assertThat(c.during()).isEqualTo(Phase.QUEUED));
      running.cancel();
      reader.join();
    }
  }

  @Test
  void closingTheModelCancelsWhatRunsAndWhatWaits() throws InterruptedException {
    LlamaChatModel model = LlamaChatModel.open(TestModels.llama(), OPTIONS);
    CountDownLatch writing = new CountDownLatch(1);
    StreamEvent.Terminal[] ends = new StreamEvent.Terminal[3];
    Thread[] readers = new Thread[ends.length];
    for (int i = 0; i < ends.length; i++) {
      int index = i;
      ChatStream stream = model.stream(request(LINE + i, 400));
      readers[i] =
          Thread.ofVirtual()
              .start(() -> {
                try (stream) {
                  ends[index] =
                      stream.run(event -> {
                        if (event instanceof StreamEvent.TextDelta
                            || event instanceof StreamEvent.Terminal) {
                          writing.countDown();
                        }
                      });
                }
              });
    }
    writing.await();
    model.close();
    for (Thread reader : readers) {
      reader.join();
    }
    // One that came too late for the queue is told that the model was closed.
    assertThat(ends)
        .allMatch(e -> e instanceof StreamEvent.Cancelled || e instanceof StreamEvent.Failed)
        .anyMatch(StreamEvent.Cancelled.class::isInstance);
    model.close();
  }

  private static ChatRequest request(String text, int maxTokens) {
    return ChatRequest.builder().user(text).maxTokens(maxTokens).build();
  }

  private static String fresh(Path file, ChatRequest request) {
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      return Streamed.of(model, request).text();
    }
  }

  private static void cancelAfter(LlamaChatModel model, ChatRequest request, int deltas) {
    try (ChatStream stream = model.stream(request)) {
      int[] seen = {0};
      stream.run(event -> {
        if (event instanceof StreamEvent.TextDelta && ++seen[0] == deltas) {
          stream.cancel();
        }
      });
    }
  }

  /** Cancels some microseconds after the reading began; returns the phase that was met. */
  private static Phase cancelWhileReading(
      LlamaChatModel model, ChatRequest request, int afterMicros) {
    try (ChatStream stream = model.stream(request)) {
      StreamEvent.Terminal end =
          stream.run(event -> {
            if (event instanceof StreamEvent.Progress progress
                && progress.phase() == Phase.READING
                && progress.done() == 0) {
              Thread.ofVirtual()
                  .start(() -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(afterMicros * 1_000L);
                    stream.cancel();
                  });
            }
          });
      return end instanceof StreamEvent.Cancelled cancelled ? cancelled.during() : Phase.WRITING;
    }
  }
}
