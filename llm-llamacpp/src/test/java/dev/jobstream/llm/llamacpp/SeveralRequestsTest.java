package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.BufferedChatStream;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What requests over one model do to each other: nothing, but for the time. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
  void requestsAreAnsweredInTheirOrder() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch allWait = new CountDownLatch(1);
    List<String> asked = IntStream.range(0, MANY).mapToObj(i -> "posting " + i).toList();
    try (LlamaChatModel model =
        replaying(
            1,
            text -> {
              order.add(text);
              await(allWait);
            })) {
      List<Future<StreamEvent>> ends = new ArrayList<>();
      for (String text : asked) {
        ends.add(begin(model.stream(ChatRequest.of(text))));
      }
      assertThat(model.pending()).isEqualTo(MANY);
      allWait.countDown();
      for (Future<StreamEvent> end : ends) {
        assertThat(end.get()).isInstanceOf(StreamEvent.Completed.class);
      }
    }
    assertThat(order).isEqualTo(asked);
  }

  @Test
  void whoWaitsIsTakenByTheContextThatIsFreeFirst() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    try (LlamaChatModel model =
        replaying(
            2,
            text -> {
              if (text.equals("long")) {
                await(release);
              }
              written.add(text);
            })) {
      List<Future<StreamEvent>> ends = new ArrayList<>();
      for (String text : List.of("long", "1", "2", "3", "4", "5", "6")) {
        ends.add(begin(model.stream(ChatRequest.of(text))));
      }
      for (Future<StreamEvent> end : ends.subList(1, ends.size())) {
        assertThat(end.get()).isInstanceOf(StreamEvent.Completed.class);
      }
      assertThat(written).containsExactly("1", "2", "3", "4", "5", "6");
      release.countDown();
      assertThat(ends.getFirst().get()).isInstanceOf(StreamEvent.Completed.class);
    }
  }

  @Test
  void whoIsCancelledBehindOneThatIsCancelledHoldsNobodyUp() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (LlamaChatModel model =
        replaying(
            1,
            text -> {
              if (text.equals("first")) {
                writing.countDown();
                await(release);
              }
            })) {
      ChatStream first = model.stream(ChatRequest.of("first"));
      Future<StreamEvent> firstEnd = begin(first);
      await(writing);
      first.cancel();
      ChatStream second = model.stream(ChatRequest.of("second"));
      Future<StreamEvent> secondEnd = inBackground(second, second.iterator());
      while (model.pending() < 2) {
        Thread.sleep(1);
      }
      Future<StreamEvent> thirdEnd = begin(model.stream(ChatRequest.of("third")));
      second.cancel();
      release.countDown();
      assertThat(firstEnd.get()).isInstanceOf(StreamEvent.Cancelled.class);
      assertThat(secondEnd.get()).isInstanceOf(StreamEvent.Cancelled.class);
      assertThat(thirdEnd.get()).isInstanceOf(StreamEvent.Completed.class);
    }
  }

  @Test
  void whoIsCancelledBeforeItBeginsHoldsNobodyUp() throws InterruptedException {
    ChatRequest request = ChatRequest.builder().user("Hi").maxTokens(1).build();
    ModelLoader loader = new ModelLoader(GgufFile.read(TestModels.qwen3Chat()), OPTIONS, "model");
    ContextPool pool = new ContextPool(loader, OPTIONS);
    Generation.Engine engine =
        new Generation.Engine(pool::enqueue, null, false, new DecodingCounts.Counter(), null);
    try {
      for (int i = 0; i < 300; i++) {
        Generation first = new Generation(request, false, engine);
        Generation second = new Generation(request, false, engine);
        first.start(new BufferedChatStream(first));
        BufferedChatStream stream = new BufferedChatStream(second);
        second.start(stream);
        first.cancel();
        while (pool.pending() > 0) {
          Thread.sleep(1);
        }
        assertThat(second.isOver()).as("round %d", i).isTrue();
        assertThat(Streamed.of(stream).end()).isInstanceOf(StreamEvent.Completed.class);
      }
    } finally {
      loader.beginClose();
      pool.beginClose();
      pool.awaitClose();
      loader.close();
    }
  }

  /**
   * A model that writes "done".
   *
   * @param onAnswer called by the context's thread before an answer, with the text
   */
  private static LlamaChatModel replaying(int contexts, Consumer<String> onAnswer) {
    return LlamaChatModel.replaying(
        TestModels.qwen3Chat(),
        OPTIONS.withContexts(contexts),
        request -> {
          onAnswer.accept(request.messages().getLast().text());
          return "done";
        });
  }

  /** Has a request take its place, and the rest read by another thread, which tells its end. */
  private static Future<StreamEvent> begin(ChatStream stream) {
    Iterator<StreamEvent> events = stream.iterator();
    // The first event comes when it has its place.
    events.next();
    return inBackground(stream, events);
  }

  private static Future<StreamEvent> inBackground(ChatStream stream, Iterator<StreamEvent> events) {
    FutureTask<StreamEvent> end =
        new FutureTask<>(() -> {
          try (stream) {
            StreamEvent last = null;
            while (events.hasNext()) {
              last = events.next();
            }
            return last;
          }
        });
    Thread.ofVirtual().start(end);
    return end;
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
