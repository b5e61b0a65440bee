package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Thinking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that are written at the same time are what each would be alone. */
class ParallelAnswerTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "title":{"type":"string","maxLength":30},
        "type":{"type":"string","pattern":"^ ?(full-time|part-time|contract)?$"},
        "skills":{"type":"array","items":{"type":"string","maxLength":12},"maxItems":4},
        "pay":{"type":"integer","minimum":0,"maximum":120000}},
       "required":["title","type","skills","pay"],"additionalProperties":false}\
      """;
  private static final List<String> ORDER = List.of("title", "pay", "type", "skills");
  private static final String LINE =
      "Senior Java engineer in Berlin, SQL and Kafka, full-time, €85,000 per year.\n";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults()
          .withContextTokens(1_024)
          .withThreads(1, 1)
          // The fused kernel adds up in 16 bits, in the order of the cache, which depends on which
          // branch was given back what.
          .withFlashAttention(LlamaOptions.FlashAttention.OFF)
          .withLevers(EnumSet.allOf(Lever.class));
  private static final Set<Lever> ONLY = EnumSet.of(Lever.PARALLEL_PROPERTIES);

  static List<Path> models() {
    return List.of(TestModels.llama(), TestModels.qwen3Chat());
  }

  @ParameterizedTest
  @MethodSource("models")
  void eachValueIsThatOfThePropertyAlone(Path file) throws IOException {
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      for (int lines = 1; lines < 6; lines++) {
        ChatRequest request = request(LINE.repeat(lines) + lines, "");
        Streamed parallel = Streamed.of(model.withLevers(ONLY), request);
        JsonNode answer = MAPPER.readTree(parallel.text());
        assertThat(names(answer)).isEqualTo(ORDER);
        for (String name : ORDER) {
          assertThat(answer.get(name))
              .as("%s after %d lines", name, lines)
              .isEqualTo(PlainBranch.value(file, OPTIONS, request, SCHEMA, name));
        }
        assertThat(reason(parallel)).isEqualTo(FinishReason.STOP);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void suggestionsChangeNoneOfThem(Path file) {
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      for (int i = 0; i < 12; i++) {
        Sampling sampling =
            switch (i % 3) {
              case 0 -> Sampling.greedy();
              case 1 -> Sampling.temperature(0.7).withSeed(i);
              default -> new Sampling(1.1, 30, 0.9, 0.02, 1.2, 0.1, 0.2, 32, OptionalLong.of(i));
            };
        String text = LINE.repeat(1 + i % 3) + i;
        ChatRequest request = quoting(text, "", sampling);
        Streamed expected = Streamed.of(model.withLevers(ONLY), request);
        String half = expected.text().substring(0, expected.text().length() / 2);
        for (String prediction : List.of("", expected.text(), half + "other" + half, LINE)) {
          Streamed drafted = Streamed.of(model, quoting(text, prediction, sampling));
          assertThat(drafted.text())
              .as("request %d, prediction `%s`", i, prediction)
              .isEqualTo(expected.text());
          assertThat(drafted.end().usage().completionTokens())
              .isEqualTo(expected.end().usage().completionTokens());
        }
      }
      assertThat(model.counts().accepted(Lever.PREDICTION)).isPositive();
      assertThat(model.counts().drafted(Lever.PROMPT_LOOKUP)).isPositive();
      assertThat(model.counts().refused()).isPositive();
    }
  }

  @Test
  void thereAreAsManyBatchesAsTheLongestTakesAndOneMore() throws IOException {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      ChatModel parallel = model.withLevers(ONLY);
      ChatRequest request = request(LINE, "");
      JsonNode answer = MAPPER.readTree(Streamed.of(parallel, request).text());
      long longest = 0;
      long all = 0;
      for (String name : ORDER) {
        String schema =
            "{\"type\":\"object\",\"properties\":{\"%s\":%s},\"required\":[\"%s\"]}"
                .formatted(name, MAPPER.readTree(SCHEMA).get("properties").get(name), name);
        DecodingCounts before = model.counts();
        Streamed alone = Streamed.of(parallel, request(LINE, schema, List.of(name)));
        long batches = model.counts().since(before).batches();
        assertThat(MAPPER.readTree(alone.text()).get(name)).isEqualTo(answer.get(name));
        longest = Math.max(longest, batches);
        all += batches;
      }
      DecodingCounts before = model.counts();
      Streamed.of(parallel, request);
      long batches = model.counts().since(before).batches();
      assertThat(batches).isBetween(longest, longest + 1).isLessThan(all);
    }
  }

  @Test
  void moreThanFitAtOnceAreWrittenAsOthersEnd() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      names.add("property" + i);
      properties.add(
          "\"property%d\":{\"type\":\"string\",\"maxLength\":%d}".formatted(i, 1 + i % 9));
    }
    String schema =
        "{\"type\":\"object\",\"properties\":{%s},\"required\":[\"%s\"]}"
            .formatted(String.join(",", properties), String.join("\",\"", names));
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      Streamed parallel = Streamed.of(model, request(LINE, schema, names));
      assertThat(names(MAPPER.readTree(parallel.text()))).isEqualTo(names);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void afterACancelAtAnyDeltaTheNextAnswerIsThatOfAFreshContext(Path file) {
    ChatRequest request = request(LINE.repeat(2), "{\"title\":\"Senior\",\"type\":\"contract\"");
    ChatRequest text = ChatRequest.builder().user(LINE).maxTokens(20).build();
    String fresh;
    String freshText;
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      fresh = Streamed.of(model, request).text();
    }
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      freshText = Streamed.of(model, text).text();
    }
    int cancelled = 0;
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      for (int deltas = 1; deltas < 14; deltas += 2) {
        cancelled += cancelAfter(model, request, deltas);
        assertThat(Streamed.of(model, request).text()).isEqualTo(fresh);
        cancelled += cancelAfter(model, request, deltas);
        assertThat(Streamed.of(model, text).text()).isEqualTo(freshText);
      }
    }
    assertThat(cancelled).isPositive();
  }

  @Test
  void whatIsNotCalledIndependentIsWrittenOneAfterTheOther() {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      String plain = Streamed.of(model, request(LINE, SCHEMA, List.of())).text();
      for (ChatRequest other :
          List.of(
              request(LINE, SCHEMA, List.of("title", "skills")),
              request(LINE, SCHEMA, List.of("title", "pay", "type", "skills", "other")))) {
        assertThat(Streamed.of(model, other).text()).isEqualTo(plain);
      }
      ChatRequest independent = request(LINE, "");
      Set<Lever> others = EnumSet.complementOf(EnumSet.copyOf(ONLY));
      assertThat(Streamed.of(model.withLevers(others), independent).text()).isEqualTo(plain);
    }
  }

  @Test
  void aModelThatThinksFirstWritesOneAfterTheOther() {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.thinker(), OPTIONS)) {
      DecodingCounts before = model.counts();
      ChatRequest request =
          ChatRequest.builder()
              .user(LINE)
              .responseFormat(
                  ResponseFormat.jsonSchema("posting", SCHEMA).withIndependentProperties(ORDER))
              .thinking(Thinking.ON)
              .maxTokens(12)
              .build();
      assertThat(Streamed.of(model, request).thinking()).isNotEmpty();
      assertThat(model.counts().since(before).batches()).isPositive();
    }
  }

  @Test
  void aLimitOrAFullContextEndsTheAnswerAndLeavesTheContextUsable() {
    LlamaOptions small = OPTIONS.withContextTokens(256);
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), small)) {
      String whole = Streamed.of(model, request("short", "")).text();
      Streamed limited =
          Streamed.of(
              model,
              ChatRequest.builder()
                  .user("short")
                  .responseFormat(
                      ResponseFormat.jsonSchema("posting", SCHEMA).withIndependentProperties(ORDER))
                  .maxTokens(20)
                  .build());
      assertThat(reason(limited)).isEqualTo(FinishReason.LENGTH);
      assertThat(whole).startsWith(limited.text());
      int full = 0;
      for (int words = 10; words < 240; words += 7) {
        ChatRequest request = request("word ".repeat(words), "");
        Streamed streamed = Streamed.of(model, request);
        if (streamed.end() instanceof StreamEvent.Completed completed
            && completed.finishReason() == FinishReason.LENGTH) {
          full++;
        }
        assertThat(Streamed.of(model, request("short", "")).text()).isEqualTo(whole);
      }
      assertThat(full).as("answers that the context cut").isPositive();
    }
  }

  private static int cancelAfter(LlamaChatModel model, ChatRequest request, int deltas) {
    try (ChatStream stream = model.stream(request)) {
      int[] seen = {0};
      StreamEvent.Terminal end =
          stream.run(event -> {
            if (event instanceof StreamEvent.TextDelta && ++seen[0] == deltas) {
              stream.cancel();
            }
          });
      return end instanceof StreamEvent.Cancelled ? 1 : 0;
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static FinishReason reason(Streamed streamed) {
    return ((StreamEvent.Completed) streamed.end()).finishReason();
  }

  private static ChatRequest request(String text, String prediction) {
    return request(text, prediction, Sampling.greedy());
  }

  private static ChatRequest request(String text, String prediction, Sampling sampling) {
    return request(text, prediction, sampling, ResponseFormat.Quotations.NONE);
  }

  /** One whose title quotes its text. */
  private static ChatRequest quoting(String text, String prediction, Sampling sampling) {
    return request(
        text, prediction, sampling, new ResponseFormat.Quotations(text, Set.of("title")));
  }

  private static ChatRequest request(
      String text, String prediction, Sampling sampling, ResponseFormat.Quotations quotations) {
    return ChatRequest.builder()
        .user(text)
        .responseFormat(
            ResponseFormat.jsonSchema("posting", SCHEMA)
                .withIndependentProperties(ORDER)
                .withQuotations(quotations))
        .sampling(sampling)
        .prediction(prediction)
        .build();
  }

  private static ChatRequest request(String text, String schema, List<String> independent) {
    return ChatRequest.builder()
        .user(text)
        .responseFormat(
            ResponseFormat.jsonSchema("posting", schema).withIndependentProperties(independent))
        .build();
  }
}
