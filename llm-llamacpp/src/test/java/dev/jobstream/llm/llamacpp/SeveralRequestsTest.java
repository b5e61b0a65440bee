package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What requests over one model do to each other: nothing, but for the time. */
class SeveralRequestsTest {
  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults().withContextTokens(1_024).withThreads(1, 1);
  private static final int MANY = 8;

  @Test
  void whatWasReadAheadIsWrittenWhereItWasRead() {
    try (LlamaChatModel model =
        LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS.withContexts(2))) {
      for (String posting : List.of("first", "second")) {
        try (ChatStream stream = model.prewarm(request(posting))) {
          stream.run(event -> {});
        }
      }
      for (String posting : List.of("first", "second", "second", "first")) {
        Streamed streamed = Streamed.of(model, request(posting));
        assertThat(streamed.end().usage().cachedPromptTokens())
            .as(posting)
            .isEqualTo(streamed.end().usage().promptTokens());
      }
    }
  }

  @Test
  void anEditLateInATextReadsItsEndAgainAndChangesNoAnswer() {
    try (LlamaChatModel used = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS);
        LlamaChatModel fresh = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      Streamed.of(used, request("before", "bread"));
      Streamed edited = Streamed.of(used, request("before", "cake, and more"));
      assertThat(edited.text())
          .isEqualTo(Streamed.of(fresh, request("before", "cake, and more")).text());
      int tokens = edited.end().usage().promptTokens();
      assertThat(edited.end().usage().cachedPromptTokens())
          .isBetween(tokens - 2 * 128 - PromptPlan.SHORTEST_PIECE, tokens - 1)
          .isGreaterThan(
              Streamed.of(used, request("another", "bread")).end().usage().cachedPromptTokens());
    }
  }

  @Test
  void anEditedTextGoesWhereItWasReadBefore() {
    try (LlamaChatModel model =
        LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS.withContexts(3))) {
      for (String posting : List.of("first", "second", "third")) {
        Streamed.of(model, request(posting, "bread"));
      }
      for (String posting : List.of("first", "third", "second")) {
        Streamed edited = Streamed.of(model, request(posting, "cake"));
        assertThat(edited.end().usage().cachedPromptTokens())
            .as(posting)
            .isGreaterThan(edited.end().usage().promptTokens() / 2);
      }
    }
  }

  @Test
  void requestsAreAnsweredInTheirOrder() throws InterruptedException {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch allWait = new CountDownLatch(1);
    try (LlamaChatModel model =
        LlamaChatModel.replaying(
            TestModels.qwen3Chat(),
            OPTIONS,
            request -> {
              order.add(request.messages().getLast().text());
              await(allWait);
              return "done";
            })) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        readers.add(begin(model, ChatRequest.of("posting " + i)));
      }
      assertThat(model.pending()).isEqualTo(MANY);
      allWait.countDown();
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertThat(order).isEqualTo(IntStream.range(0, MANY).mapToObj(i -> "posting " + i).toList());
  }

  @Test
  void whoWaitsIsTakenByTheContextThatIsFreeFirst() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    try (LlamaChatModel model =
        LlamaChatModel.replaying(
            TestModels.qwen3Chat(),
            OPTIONS.withContexts(2),
            request -> {
              String text = request.messages().getLast().text();
              if (text.equals("long")) {
                await(end);
              }
              written.add(text);
              return "done";
            })) {
      List<Thread> readers = new ArrayList<>();
      for (String text : List.of("long", "1", "2", "3", "4", "5", "6")) {
        readers.add(begin(model, ChatRequest.of(text)));
      }
      for (Thread reader : readers.subList(1, readers.size())) {
        reader.join();
      }
      assertThat(written).containsExactly("1", "2", "3", "4", "5", "6");
      end.countDown();
      readers.getFirst().join();
    }
  }

  /** Has a request take its place; what comes of it is read by another thread. */
  private static Thread begin(LlamaChatModel model, ChatRequest request) {
    ChatStream stream = model.stream(request);
    var events = stream.iterator();
    // The first event comes when it has its place.
    events.next();
    return Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            StreamEvent last = null;
            while (events.hasNext()) {
              last = events.next();
            }
            assertThat(last).isInstanceOf(StreamEvent.Completed.class);
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ChatRequest request(String posting) {
    return request(posting, "");
  }

  private static ChatRequest request(String posting, String end) {
    return ChatRequest.builder()
        .system("word ".repeat(100))
        .user(posting + " we bake".repeat(150) + end)
        .maxTokens(16)
        .build();
  }
}
