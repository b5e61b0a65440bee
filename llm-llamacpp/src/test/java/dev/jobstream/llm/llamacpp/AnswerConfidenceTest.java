package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sure a model is of its values. */
class AnswerConfidenceTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "title":{"type":"string","maxLength":10},
        "skills":{"type":"array","items":{"type":"string","maxLength":6},"maxItems":2},
        "pay":{"type":"integer","minimum":0,"maximum":120000},
        "level":{"enum":["mid","senior"]}},
       "required":["title","skills","pay","level"],"additionalProperties":false}\
      """;
  private static final List<String> TOLD = List.of("title", "skills", "pay");

  /** So flat that the probabilities of unlikely values can be told back. */
  private static final double SLOPE = 0.01;

  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults()
          .withContextTokens(512)
          .withThreads(1, 1)
          .withFlashAttention(LlamaOptions.FlashAttention.OFF);

  @TempDir Path folder;

  @Test
  void tokensCountForTheValueThatTheyAreOfHoweverTheyAreCut() {
    assertThat(told("{\"title\":\"| Nurse|\",\"company\":\"|\",\"pay\":|12|}"))
        .isEqualTo(Map.of("title", 2 + 4.0, "company", 8.0, "pay", 16.0 + 32));
    assertThat(told("{|\"title|\":|\"|\"|,|\"company|\":\" A|cme\"|}"))
        .isEqualTo(Map.of("title", 16.0, "company", 128.0 + 256));
    assertThat(told("{\"title\":[|\"a\",|\"b|\"]|,\"pay\":null|}\n"))
        .isEqualTo(Map.of("title", 2.0 + 4 + 8, "pay", 16.0 + 32));
    assertThat(told("{}")).isEmpty();
    assertThat(told("{\"other\":{\"title\":\"a\"}|,\"title\":\"a\"}"))
        .isEqualTo(Map.of("title", 2.0));
  }

  /** Of pieces whose probabilities are e to the minus 1, 2, 4, 8 and so on: the sum a property. */
  private static Map<String, Double> told(String pieces) {
    Map<String, Calibration> wanted = new LinkedHashMap<>();
    for (String name : List.of("title", "company", "pay")) {
      wanted.put(name, new Calibration(0, SLOPE));
    }
    Map<String, Double> told = new LinkedHashMap<>();
    AnswerConfidence confidence =
        new AnswerConfidence(
            wanted,
            event -> {
              var sure = (StreamEvent.PropertyConfidence) event;
              double sum = -logProbability(sure);
              assertThat(told.put(sure.property(), (double) Math.round(sum))).isNull();
              assertThat(sum).isCloseTo((double) Math.round(sum), within(0.2));
            });
    double next = 1;
    for (String piece : pieces.split("\\|", -1)) {
      confidence.add(piece.getBytes(StandardCharsets.UTF_8), -next);
      next *= 2;
    }
    return told;
  }

  private static double logProbability(StreamEvent.PropertyConfidence sure) {
    double logit = Math.log(sure.confidence() / (1 - sure.confidence())) / SLOPE;
    return logit - Math.log1p(Math.exp(logit));
  }

  @Test
  void aCalibrationMapsProbabilitiesMonotonously() {
    assertThat(new Calibration(0, 1).confidence(Math.log(0.7))).isCloseTo(0.7, within(1e-9));
    assertThat(new Calibration(0, 1).confidence(0)).isBetween(0.999, 1.0);
    assertThat(new Calibration(0, 1).confidence(-800)).isBetween(0.0, 1e-9);
    assertThat(new Calibration(-1, 0.5).confidence(Math.log(0.5)))
        .isCloseTo(1 / (1 + Math.E), within(1e-9));
  }

  @Test
  void itIsTheProductOfTheTokensProbabilitiesWithoutTheGrammar() throws IOException {
    for (TestGguf shape : List.of(TestGguf.llama(), TestGguf.qwen3())) {
      Path file = model(shape, calibrations());
      LlamaOptions parallel = OPTIONS.withLevers(EnumSet.allOf(Lever.class));
      try (LlamaChatModel model = LlamaChatModel.open(file, parallel)) {
        ChatRequest request = request("A nurse in Bern, SQL.");
        Streamed streamed = Streamed.of(model, request);
        List<StreamEvent.PropertyConfidence> told = confidences(streamed);
        assertThat(told).extracting(StreamEvent.PropertyConfidence::property).isEqualTo(TOLD);
        assertThat(valuesWhenTold(streamed)).isEqualTo(List.of(0, 1, 2));
        for (StreamEvent.PropertyConfidence sure : told) {
          double expected =
              PlainBranch.write(file, parallel, request, SCHEMA, sure.property()).logProbability();
          assertThat(logProbability(sure))
              .as(sure.property())
              .isCloseTo(expected, within(0.05 + 0.001 * Math.abs(expected)));
        }
      }
    }
  }

  @Test
  void whatIsDecodedAheadMakesNoDifferenceAndEachIsToldBeforeItsValueEnds() throws IOException {
    try (LlamaChatModel model =
        LlamaChatModel.open(model(TestGguf.qwen3(), calibrations()), OPTIONS)) {
      for (int i = 0; i < 10; i++) {
        ChatRequest request = request("A nurse in Bern, SQL, 85000. " + i);
        Streamed plain = Streamed.of(model.withLevers(Set.of()), request);
        Streamed ahead = Streamed.of(model.withLevers(EnumSet.of(Lever.FORCED_TEXT)), request);
        assertThat(ahead.text()).isEqualTo(plain.text());
        assertThat(confidences(plain)).hasSize(TOLD.size());
        for (int j = 0; j < TOLD.size(); j++) {
          assertThat(confidences(ahead).get(j).confidence())
              .isCloseTo(confidences(plain).get(j).confidence(), within(1e-4));
        }
        assertThat(valuesWhenTold(plain)).isEqualTo(List.of(0, 1, 2));
      }
    }
  }

  /** How many values were complete when each confidence came. */
  private static List<Integer> valuesWhenTold(Streamed streamed) {
    List<Integer> complete = new ArrayList<>();
    JsonValueEnd end = new JsonValueEnd();
    StringBuilder text = new StringBuilder();
    int values = 0;
    for (StreamEvent event : streamed.events()) {
      if (event instanceof StreamEvent.PropertyConfidence) {
        complete.add(values);
      } else if (event instanceof StreamEvent.TextDelta delta) {
        text.append(delta.text());
        end.feed(delta.text());
        while (end.reached()) {
          String rest = text.substring(end.position());
          // Without a name it was the comma behind a value.
          values += text.substring(0, end.position()).contains(":") ? 1 : 0;
          end = new JsonValueEnd();
          text.setLength(0);
          text.append(rest.startsWith("}") ? "" : "{" + rest.replaceFirst("^,", ""));
          end.feed(text.toString());
        }
      }
    }
    return complete;
  }

  @Test
  void aModelThatSaysNothingOfItIsNotAsked() throws IOException {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), OPTIONS)) {
      assertThat(confidences(Streamed.of(model, request("A nurse.")))).isEmpty();
    }
    try (LlamaChatModel model =
        LlamaChatModel.open(model(TestGguf.qwen3(), calibrations()), OPTIONS)) {
      ChatRequest text = ChatRequest.builder().user("A nurse.").maxTokens(20).build();
      assertThat(confidences(Streamed.of(model, text))).isEmpty();
    }
  }

  @Test
  void aFileWhoseCalibrationCannotBeReadIsRefused() throws IOException {
    for (String broken : List.of("{", "{\"title\":[1]}", "{\"title\":[1,\"2\"]}", "[1,2]")) {
      Path file = model(TestGguf.llama(), broken);
      try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
        assertThat(Streamed.of(model, request("A nurse.")).end())
            .isInstanceOfSatisfying(
                StreamEvent.Failed.class,
                failed ->
                    assertThat(failed.error())
                        .isInstanceOf(LlmException.ModelUnavailable.class)
                        .hasMessageContaining("`jobstream.confidence` cannot be read"));
      }
    }
  }

  @Test
  void aConfidenceIsAProbability() {
    assertThatThrownBy(() -> new StreamEvent.PropertyConfidence("title", 1.01))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamEvent.PropertyConfidence("title", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String calibrations() {
    List<String> pairs = new ArrayList<>();
    TOLD.forEach(name -> pairs.add("\"%s\":[0,%s]".formatted(name, SLOPE)));
    return "{" + String.join(",", pairs) + "}";
  }

  private Path model(TestGguf shape, String calibrations) throws IOException {
    return shape
        .edit(writer -> writer.put("jobstream.confidence", calibrations))
        .write(folder.resolve("model-%d.gguf".formatted(System.nanoTime())));
  }

  private static ChatRequest request(String text) {
    return ChatRequest.builder()
        .user(text)
        .responseFormat(
            ResponseFormat.jsonSchema("answer", SCHEMA)
                .withIndependentProperties(List.of("title", "skills", "pay", "level")))
        .maxTokens(200)
        .build();
  }

  private static List<StreamEvent.PropertyConfidence> confidences(Streamed streamed) {
    return streamed.events().stream()
        .filter(StreamEvent.PropertyConfidence.class::isInstance)
        .map(StreamEvent.PropertyConfidence.class::cast)
        .toList();
  }
}
