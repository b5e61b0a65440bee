package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
          .isBetween(tokens - 2 * PromptPlan.PIECE - PromptPlan.SHORTEST_PIECE, tokens - 1);
    }
  }

  @Test
  void nobodyIsOvertakenInTheQueue() throws InterruptedException {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      List<ChatStream> streams = new ArrayList<>();
      List<List<StreamEvent>> told = new ArrayList<>();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        ChatStream stream = model.stream(request("posting " + i));
        var events = stream.iterator();
        List<StreamEvent> heard = new ArrayList<>(List.of(events.next()));
        streams.add(stream);
        told.add(heard);
        readers.add(Thread.ofVirtual().unstarted(() -> events.forEachRemaining(heard::add)));
      }
      readers.forEach(Thread::start);
      for (Thread reader : readers) {
        reader.join();
      }
      for (int i = 0; i < MANY; i++) {
        List<Long> ahead =
            told.get(i).stream()
                .filter(StreamEvent.Progress.class::isInstance)
                .map(StreamEvent.Progress.class::cast)
                .filter(progress -> progress.phase() == Phase.QUEUED)
                .map(StreamEvent.Progress::done)
                .toList();
        assertThat(ahead).as("request %d", i).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(told.get(i).getLast()).isInstanceOf(StreamEvent.Completed.class);
      }
      streams.forEach(ChatStream::close);
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
