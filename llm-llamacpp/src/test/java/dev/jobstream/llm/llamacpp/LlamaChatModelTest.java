package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Thinking;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LlamaChatModelTest {
  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults()
          .withContextTokens(512)
          .withThreads(1, 1)
          .withLevers(EnumSet.allOf(Lever.class));
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"title":{"type":"string","maxLength":10}},\
      "required":["title"],"additionalProperties":false}\
      """;

  private static LlamaChatModel model;

  @BeforeAll
  static void open() {
    model = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void phasesComeInOrderAndTheReadingIsCounted() {
    try (LlamaChatModel fresh = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      Streamed streamed = Streamed.of(fresh, ChatRequest.builder().user("Hi").maxTokens(4).build());
      List<Phase> phases = new ArrayList<>();
      for (StreamEvent event : streamed.events()) {
        if (event instanceof StreamEvent.Progress progress
            && (phases.isEmpty() || phases.getLast() != progress.phase())) {
          phases.add(progress.phase());
        }
      }
      assertThat(phases).containsExactly(Phase.LOADING, Phase.READING, Phase.WRITING);
      int promptTokens = streamed.end().usage().promptTokens();
      assertThat(streamed.events())
          .contains(new StreamEvent.Progress(Phase.READING, promptTokens, promptTokens));
    }
  }

  @Test
  void theLimitOfTokensEndsTheAnswerAsLength() {
    Streamed streamed = Streamed.of(model, ChatRequest.builder().user("Hi").maxTokens(5).build());
    assertThat(streamed.end())
        .isInstanceOfSatisfying(
            StreamEvent.Completed.class,
            end -> {
              assertThat(end.finishReason()).isEqualTo(FinishReason.LENGTH);
              assertThat(end.usage().completionTokens()).isEqualTo(5);
            });
  }

  @Test
  void aFullContextEndsTheAnswerAsLength() {
    Streamed streamed = Streamed.of(model, ChatRequest.of("word ".repeat(150)));
    assertThat(streamed.end())
        .isInstanceOfSatisfying(
            StreamEvent.Completed.class,
            end -> {
              int used = end.usage().promptTokens() + end.usage().completionTokens();
              assertThat(end.finishReason() == FinishReason.STOP || used >= 512).isTrue();
            });
  }

  @Test
  void aPromptThatDoesNotFitIsReportedWithBothNumbers() {
    Streamed streamed = Streamed.of(model, ChatRequest.of("word ".repeat(3_000)));
    assertThat(streamed.end())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            end ->
                assertThat(end.error())
                    .isInstanceOfSatisfying(
                        LlmException.PromptTooLong.class,
                        error -> {
                          assertThat(error.contextTokens()).isEqualTo(512);
                          assertThat(error.promptTokens()).isGreaterThan(512);
                          assertThat(error).hasMessageContaining("the context holds 512.");
                        }));
  }

  @Test
  void aMegabyteOfTextIsReportedToo() {
    for (String text :
        List.of("a".repeat(1_000_000), " ".repeat(1_000_000), "ü 🙂\n".repeat(250_000))) {
      Streamed streamed = Streamed.of(model, ChatRequest.of(text));
      assertThat(streamed.end())
          .isInstanceOfSatisfying(
              StreamEvent.Failed.class,
              end -> assertThat(end.error()).isInstanceOf(LlmException.PromptTooLong.class));
    }
  }

  @Test
  void theSamePromptIsNotReadAgain() {
    ChatRequest request = ChatRequest.builder().user("word ".repeat(60)).maxTokens(8).build();
    Streamed first = Streamed.of(model, request);
    Streamed second = Streamed.of(model, request);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.end().usage().cachedPromptTokens())
        .isEqualTo(second.end().usage().promptTokens());
  }

  @Test
  void aLongSystemMessageIsReadOnceForSeveralTexts() {
    String system = "You read job postings and answer with what they say. ".repeat(12);
    ChatRequest first =
        ChatRequest.builder().system(system).user("x ".repeat(100)).maxTokens(4).build();
    ChatRequest second =
        ChatRequest.builder().system(system).user("y ".repeat(100)).maxTokens(4).build();
    Streamed.of(model, first);
    Streamed reused = Streamed.of(model, second);
    assertThat(reused.end().usage().cachedPromptTokens())
        .isGreaterThanOrEqualTo(PromptPlan.SHORTEST_PIECE);
    try (LlamaChatModel fresh = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      assertThat(reused.text()).isEqualTo(Streamed.of(fresh, second).text());
    }
  }

  @Test
  void prewarmReadsThePromptAndWritesNothing() {
    try (LlamaChatModel fresh = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      ChatRequest request = ChatRequest.builder().user("word ".repeat(80)).maxTokens(8).build();
      Streamed ahead = Streamed.of(fresh.prewarm(request));
      assertThat(ahead.text()).isEmpty();
      assertThat(ahead.end()).isInstanceOf(StreamEvent.Completed.class);
      Streamed streamed = Streamed.of(fresh, request);
      assertThat(streamed.end().usage().cachedPromptTokens())
          .isEqualTo(streamed.end().usage().promptTokens());
    }
  }

  @Test
  void aSchemaIsEnforced() {
    for (int seed = 0; seed < 5; seed++) {
      ChatRequest request =
          ChatRequest.builder()
              .user("Which title?")
              .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
              .sampling(Sampling.temperature(1.5).withSeed(seed))
              .maxTokens(200)
              .build();
      Streamed streamed = Streamed.of(model, request);
      assertThat(streamed.end())
          .isInstanceOfSatisfying(
              StreamEvent.Completed.class,
              end -> assertThat(end.finishReason()).isEqualTo(FinishReason.STOP));
      assertThat(streamed.text()).matches("(?s)\\{\"title\":\"([^\"\\\\]|\\\\.){0,60}\"\\}");
    }
  }

  @Test
  void aSchemaWaitsForTheEndOfAThinkingThatThePromptOpened() {
    try (LlamaChatModel thinker = LlamaChatModel.open(TestModels.thinker(), OPTIONS)) {
      ChatRequest request =
          ChatRequest.builder()
              .user("Which title?")
              .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
              .maxTokens(24)
              .build();
      Streamed streamed = Streamed.of(thinker, request);
      // Its weights are random, so it thinks until the limit; none of that is forced into JSON.
      assertThat(streamed.text()).isEmpty();
      assertThat(streamed.thinking()).isNotEmpty().doesNotContain("{\"title\"");
      // A reader that lags gets the latest progress of a phase alone.
      assertThat(streamed.events())
          .anyMatch(event ->
              event instanceof StreamEvent.Progress progress
                  && progress.phase() == Phase.THINKING
                  && progress.total() == 24);
    }
  }

  @Test
  void aModelThatMayThinkButDoesNotAnswersByTheSchemaFromItsFirstToken() {
    ChatRequest request =
        ChatRequest.builder()
            .user("Which title?")
            .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
            .thinking(Thinking.ON)
            .maxTokens(200)
            .build();
    Streamed streamed = Streamed.of(model, request);
    assertThat(streamed.thinking()).isEmpty();
    assertThat(streamed.text()).startsWith("{\"title\":\"").endsWith("\"}");
  }

  @Test
  void anEmptyPromptIsRefused() {
    try (LlamaChatModel plain = LlamaChatModel.open(TestModels.qwen3(), OPTIONS)) {
      assertThat(Streamed.of(plain, ChatRequest.of("")).end())
          .isInstanceOfSatisfying(
              StreamEvent.Failed.class,
              end ->
                  assertThat(end.error())
                      .isInstanceOf(LlmException.InvalidRequest.class)
                      .hasMessageContaining("The prompt is empty"));
    }
  }

  @Test
  void aSchemaThatCannotBeEnforcedIsToldBeforeAnythingIsWritten() {
    ChatRequest request =
        ChatRequest.builder()
            .user("Hi")
            .responseFormat(ResponseFormat.jsonSchema("x", "{\"type\":\"no such type\"}"))
            .build();
    Streamed streamed = Streamed.of(model, request);
    assertThat(streamed.text()).isEmpty();
    assertThat(streamed.end())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            end -> assertThat(end.error()).isInstanceOf(LlmException.InvalidRequest.class));
  }

  @Test
  void severalContextsRunAtOnceOverOneModel() throws InterruptedException {
    int count = 4;
    try (LlamaChatModel parallel =
        LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS.withContexts(count))) {
      ChatRequest request = ChatRequest.builder().user("word ".repeat(30)).maxTokens(16).build();
      String expected = Streamed.of(model, request).text();
      CountDownLatch allWriting = new CountDownLatch(count);
      List<String> texts = new ArrayList<>();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        readers.add(
            Thread.ofVirtual()
                .start(() -> {
                  StringBuilder text = new StringBuilder();
                  boolean[] first = {true};
                  try (ChatStream stream = parallel.stream(request)) {
                    stream.run(event -> {
                      if (event instanceof StreamEvent.TextDelta delta) {
                        text.append(delta.text());
                        if (first[0]) {
                          first[0] = false;
                          allWriting.countDown();
                        }
                      }
                    });
                  }
                  synchronized (texts) {
                    texts.add(text.toString());
                  }
                }));
      }
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(texts).hasSize(count).allMatch(expected::equals);
    }
  }

  @Test
  void aFullQueueIsToldAsOverloaded() {
    try (LlamaChatModel small =
        LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS.withQueueCapacity(1))) {
      ChatRequest request = ChatRequest.builder().user("Hi").maxTokens(400).build();
      List<ChatStream> streams = new ArrayList<>();
      int overloaded = 0;
      for (int i = 0; i < 12; i++) {
        ChatStream stream = small.stream(request);
        streams.add(stream);
        var events = stream.iterator();
        StreamEvent first = events.next();
        if (first instanceof StreamEvent.Failed failed
            && failed.error() instanceof LlmException.Overloaded) {
          overloaded++;
          assertThat(failed.error()).hasMessageContaining("wait for the model");
        }
      }
      assertThat(overloaded).isPositive();
      streams.forEach(ChatStream::close);
    }
  }

  @Test
  void capabilitiesSayWhatTheModelCan() {
    assertThat(model.capabilities().cancellation())
        .isEqualTo(Capabilities.Cancellation.STOPS_COMPUTE);
    assertThat(model.capabilities().jsonSchema()).isTrue();
    assertThat(model.capabilities().thinking()).isTrue();
    assertThat(model.id()).isEqualTo("qwen3-chat");
  }
}
