package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.StreamEvent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is decoded ahead saves work and changes nothing. */
class DraftedDecodingTest {
  private static final long SEED = 20_261_126;
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "title":{"type":"string","maxLength":30},
        "type":{"type":"string","pattern":"^ ?(full-time|part-time|contract)?$"},
        "skills":{"type":"array","items":{"type":"string","maxLength":12},"maxItems":4},
        "pay":{"type":"integer","minimum":0,"maximum":120000}},
       "required":["title","type","skills","pay"],"additionalProperties":false}\
      """;
  private static final List<String> WORDS =
      List.of(
          "Senior",
          "engineer",
          "in",
          "Berlin",
          "Java",
          "SQL,",
          "Kafka.",
          "full-time\n",
          "€85,000",
          "\"the\"",
          "team",
          "and",
          "Grüße",
          "🙂",
          "nurse",
          "per year\n");

  static List<Path> models() {
    return List.of(TestModels.llama(), TestModels.qwen3Chat());
  }

  @ParameterizedTest
  @MethodSource("models")
  void theAnswerIsThatOfOneTokenAfterTheOther(Path file) {
    try (LlamaChatModel model = open(file)) {
      ChatModel plain = model.withLevers(Set.of());
      for (int i = 0; i < 40; i++) {
        Random random = new Random(SEED + i);
        ChatRequest request = request(random, "");
        Streamed expected = Streamed.of(plain, request);
        for (String prediction :
            List.of("", expected.text(), changed(expected.text(), random), posting(random))) {
          Streamed drafted = Streamed.of(model, predicting(request, prediction));
          assertThat(drafted.text())
              .as("seed %d, prediction `%s`", SEED + i, prediction)
              .isEqualTo(expected.text());
          assertThat(drafted.end().usage().completionTokens())
              .isEqualTo(expected.end().usage().completionTokens());
          assertThat(reason(drafted)).isEqualTo(reason(expected));
        }
      }
      DecodingCounts counts = model.counts();
      assertThat(counts.accepted(Lever.FORCED_TEXT)).isPositive();
      assertThat(counts.accepted(Lever.PREDICTION)).isPositive();
      assertThat(counts.drafted(Lever.PROMPT_LOOKUP)).isPositive();
      assertThat(counts.refused()).isPositive();
    }
  }

  @Test
  void eachLeverAloneChangesNothing() {
    try (LlamaChatModel model = open(TestModels.qwen3Chat())) {
      for (int i = 0; i < 10; i++) {
        Random random = new Random(SEED - 1 - i);
        ChatRequest request = request(random, "");
        String expected = Streamed.of(model.withLevers(Set.of()), request).text();
        for (Lever lever : Lever.values()) {
          ChatRequest predicted = predicting(request, changed(expected, random));
          assertThat(Streamed.of(model.withLevers(EnumSet.of(lever)), predicted).text())
              .as("seed %d, %s", SEED - 1 - i, lever)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aRightPredictionTakesFewBatches() {
    try (LlamaChatModel model = open(TestModels.qwen3Chat())) {
      ChatRequest request = request(new Random(SEED), "");
      String answer = Streamed.of(model.withLevers(Set.of()), request).text();
      DecodingCounts before = model.counts();
      Streamed drafted = Streamed.of(model, predicting(request, answer));
      DecodingCounts counts = model.counts().since(before);
      assertThat(drafted.text()).isEqualTo(answer);
      assertThat(counts.batches()).isLessThan(drafted.end().usage().completionTokens() / 2);
      assertThat(counts.chosen()).isEqualTo(counts.batches());
    }
  }

  @Test
  void aPredictionServesFreeTextToo() {
    try (LlamaChatModel model = open(TestModels.qwen3Chat())) {
      ChatRequest request = ChatRequest.builder().user("Hello").maxTokens(60).build();
      String answer = Streamed.of(model.withLevers(Set.of()), request).text();
      DecodingCounts before = model.counts();
      assertThat(Streamed.of(model, predicting(request, answer)).text()).isEqualTo(answer);
      assertThat(model.counts().since(before).accepted(Lever.PREDICTION)).isPositive();
    }
  }

  @Test
  void aQuotationIsLookedUpInItsText() {
    String posting = "The bakery\nSenior engineer for ovens and mills\nIn Berlin";
    String answer =
        "{\"title\":\"Senior engineer for ovens\",\"type\":\"\",\"skills\":[\"In Berlin\"],\"pay\":1}";
    LlamaOptions options =
        LlamaOptions.defaults()
            .withContextTokens(1_024)
            .withThreads(1, 1)
            .withLevers(EnumSet.of(Lever.PROMPT_LOOKUP));
    try (LlamaChatModel model =
        LlamaChatModel.replaying(TestModels.qwen3Chat(), options, request -> answer)) {
      Streamed quoting = Streamed.of(model, request(posting, Sampling.greedy(), ""));
      assertThat(quoting.text()).isEqualTo(answer);
      DecodingCounts counts = model.counts();
      assertThat(counts.accepted(Lever.PROMPT_LOOKUP)).isPositive();
      ChatRequest free =
          ChatRequest.builder()
              .user(posting)
              .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
              .build();
      assertThat(Streamed.of(model, free).text()).isEqualTo(answer);
      assertThat(model.counts().since(counts).drafted(Lever.PROMPT_LOOKUP)).isZero();
    }
  }

  @Test
  void theContextMayEndInTheMiddleOfADraft() {
    LlamaOptions small =
        LlamaOptions.defaults()
            .withContextTokens(512)
            .withThreads(1, 1)
            .withLevers(EnumSet.allOf(Lever.class));
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3(), small)) {
      for (int words = 100; words < 120; words++) {
        ChatRequest request =
            ChatRequest.builder()
                .user("word ".repeat(words))
                .responseFormat(
                    ResponseFormat.jsonSchema("any", "{\"type\":\"string\",\"minLength\":2000}"))
                .build();
        Streamed plain = Streamed.of(model.withLevers(Set.of()), request);
        Streamed drafted = Streamed.of(model, predicting(request, plain.text() + plain.text()));
        assertThat(drafted.text()).isEqualTo(plain.text());
        assertThat(reason(drafted)).isEqualTo(reason(plain));
        assertThat(reason(plain)).isEqualTo(FinishReason.LENGTH);
      }
    }
  }

  @Test
  void aTinyModelIsNotSlowedDownByDraftsUnlessAskedTo() {
    LlamaOptions options = LlamaOptions.defaults().withContextTokens(1_024).withThreads(1, 1);
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), options)) {
      ChatRequest request = request(new Random(SEED), "");
      Streamed.of(model, request);
      assertThat(model.counts().refused()).isZero();
      assertThat(model.counts().accepted(Lever.FORCED_TEXT)).isZero();
    }
  }

  private static LlamaChatModel open(Path file) {
    return LlamaChatModel.open(
        file,
        LlamaOptions.defaults()
            .withContextTokens(1_024)
            .withThreads(1, 1)
            .withLevers(EnumSet.allOf(Lever.class)));
  }

  private static FinishReason reason(Streamed streamed) {
    return ((StreamEvent.Completed) streamed.end()).finishReason();
  }

  private static ChatRequest request(Random random, String prediction) {
    Sampling sampling =
        switch (random.nextInt(3)) {
          case 0 -> Sampling.greedy();
          case 1 -> Sampling.temperature(0.7).withSeed(random.nextInt());
          default ->
              new Sampling(
                  1.1, 30, 0.9, 0.02, 1.2, 0.1, 0.2, 32, OptionalLong.of(random.nextInt()));
        };
    return request(posting(random), sampling, prediction);
  }

  private static ChatRequest request(String posting, Sampling sampling, String prediction) {
    return ChatRequest.builder()
        .system("Answer with one JSON object.")
        .user(posting)
        .responseFormat(
            ResponseFormat.jsonSchema("posting", SCHEMA)
                .withQuotations(new ResponseFormat.Quotations(posting, Set.of("title"))))
        .sampling(sampling)
        .maxTokens(150)
        .prediction(prediction)
        .build();
  }

  private static ChatRequest predicting(ChatRequest request, String prediction) {
    return new ChatRequest(
        request.messages(),
        request.responseFormat(),
        request.sampling(),
        request.maxTokens(),
        request.stopStrings(),
        request.thinking(),
        prediction,
        false);
  }

  private static String posting(Random random) {
    StringBuilder text = new StringBuilder();
    int words = 5 + random.nextInt(60);
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  /** The text with a piece replaced, so that a draft goes wrong and comes right again. */
  private static String changed(String text, Random random) {
    if (text.length() < 10) {
      return text;
    }
    int from = random.nextInt(text.length() - 8);
    return text.substring(0, from) + "other" + text.substring(from + random.nextInt(8));
  }
}
