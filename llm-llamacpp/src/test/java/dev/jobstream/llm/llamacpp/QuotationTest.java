package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are words of a text. */
class QuotationTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "title":{"type":"string","maxLength":%d},
        "pay":{"type":"string","maxLength":12},
        "level":{"enum":["mid","senior"]}},
       "required":["title","pay","level"],"additionalProperties":false}\
      """;
  private static final Set<String> QUOTING = Set.of("title", "pay");
  private static final String POSTING =
      """
      ACME Ltd — "Senior" C++ engineer (m/w/d)
      in Zürich\tor remote, CHF 110'000

      Path C:\\jobs. 東京の仕事
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                | true
          ACME Ltd              | true
          acme ltd              | true
          ' ACME Ltd'           | true
          '  ACME Ltd'          | false
          'ACME Ltd '           | false
          ACM                   | false
          CME Ltd               | false
          ACME engineer         | false
          "Senior" C++ engineer | true
          C+                    | true
          (m/w/d)               | true
          (m/w/d) in Zürich     | true
          Zürich or remote      | true
          CHF 110'000           | true
          110'000 Path          | false
          C:\\jobs              | true
          東京                    | true
          の仕                    | true
          """)
  void aValueIsWholeWordsOfTheText(@Nullable String value, boolean admitted) {
    String text = value == null ? "" : value;
    assertThat(admits(POSTING, 40, text)).as(text).isEqualTo(admitted);
  }

  @Test
  void itIsWhatALookThroughTheTextFinds() {
    Random random = new Random(20_261_128);
    String letters = "aAbé .-\n\"\\1\u0301";
    int found = 0;
    for (int round = 0; round < 400; round++) {
      String text = letters(random, letters, random.nextInt(60));
      int most = random.nextInt(9);
      for (int i = 0; i < 40; i++) {
        String value = letters(random, letters.replace("\n", ""), random.nextInt(6));
        boolean expected = standsIn(text, value, most);
        assertThat(admits(text, most, value))
            .as("`%s`, at most %d of `%s`", value, most, text)
            .isEqualTo(expected);
        found += expected && !value.isEmpty() ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(500);
  }

  /** The rule as it is said, without an automaton. */
  private static boolean standsIn(String text, String value, int most) {
    String sought = value.startsWith(" ") ? value.substring(1) : value;
    if (value.length() > most || value.equals(" ")) {
      return false;
    }
    if (sought.isEmpty()) {
      return true;
    }
    if (sought.isBlank() || !sought.equals(sought.strip())) {
      return false;
    }
    for (String paragraph : text.split("[ ]*\n[ ]*\n[ \n]*", -1)) {
      String line = paragraph.replaceAll("[ \n]+", " ");
      for (int at = 0; at + sought.length() <= line.length(); at++) {
        int end = at + sought.length();
        if (line.substring(at, end).toLowerCase(Locale.ROOT).equals(sought.toLowerCase(Locale.ROOT))
            && !withinWord(line, at)
            && !withinWord(line, end)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean withinWord(String line, int at) {
    return at > 0
        && at < line.length()
        && isOfWord(line.charAt(at - 1))
        && isOfWord(line.charAt(at));
  }

  private static boolean isOfWord(char c) {
    return (Character.isLetterOrDigit(c) || c == '\u0301') && c < '\u2E80';
  }

  private static String letters(Random random, String from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(from.charAt(random.nextInt(from.length())));
    }
    return text.toString();
  }

  private static boolean admits(String text, int most, String value) {
    GrammarAutomaton automaton =
        SchemaGrammar.of(SCHEMA.formatted(most), QUOTING).automaton(new QuotedText(text));
    GrammarAutomaton.@Nullable State state = automaton.start();
    for (int c : ("{\"title\":" + TextNode.valueOf(value) + ",").codePoints().toArray()) {
      state = state == null ? null : automaton.next(state, c);
    }
    return state != null;
  }

  @Test
  void whereverItIsItCanGoOnToItsEnd() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      GrammarAutomaton automaton =
          SchemaGrammar.of(SCHEMA.formatted(random.nextInt(12)), QUOTING)
              .automaton(new QuotedText(letters(random, "ab c\n\"-", 40)));
      GrammarAutomaton.State state = automaton.start();
      for (int steps = 0; !state.canEnd(); steps++) {
        List<GrammarAutomaton.State> ways = new ArrayList<>();
        for (int c = ' '; c < 127; c++) {
          GrammarAutomaton.State next = automaton.next(state, c);
          if (next != null) {
            ways.add(next);
          }
        }
        assertThat(ways).as("after %d characters", steps).isNotEmpty();
        state = ways.get(random.nextInt(ways.size()));
      }
    }
  }

  @Test
  void whatCannotQuoteIsRefused() {
    String schema = SCHEMA.formatted(10);
    assertThatThrownBy(() -> SchemaGrammar.of(schema, Set.of("company")))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageContaining("has no `company` of its own, which is to quote");
    assertThatThrownBy(() ->
            SchemaGrammar.of(
                "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"string\"}}}]}",
                Set.of("n")))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageContaining("has no `n` of its own");
    assertThatThrownBy(() -> SchemaGrammar.of(schema, Set.of("level")))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageContaining("cannot stand where a text is quoted");
    assertThatThrownBy(() ->
            SchemaGrammar.of(
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}", Set.of("n")))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageContaining("is no string");
  }

  static List<Path> models() {
    return List.of(TestModels.llama(), TestModels.qwen3Chat());
  }

  /** Random weights would write anything. */
  @ParameterizedTest
  @MethodSource("models")
  void nothingIsInventedWhateverTheModelWouldWrite(Path file) throws IOException {
    LlamaOptions options = LlamaOptions.defaults().withContextTokens(1_024).withThreads(1, 1);
    int quoted = 0;
    try (LlamaChatModel model = LlamaChatModel.open(file, options)) {
      for (Set<Lever> levers :
          List.of(
              EnumSet.noneOf(Lever.class),
              EnumSet.complementOf(EnumSet.of(Lever.PARALLEL_PROPERTIES)),
              EnumSet.allOf(Lever.class))) {
        for (int seed = 0; seed < 10; seed++) {
          ChatRequest request =
              ChatRequest.builder()
                  .user(POSTING)
                  .responseFormat(
                      ResponseFormat.jsonSchema("posting", SCHEMA.formatted(40))
                          .withIndependentProperties(List.of("title", "pay", "level"))
                          .withQuotations(new ResponseFormat.Quotations(POSTING, QUOTING)))
                  .sampling(Sampling.temperature(1.5).withSeed(seed))
                  .build();
          JsonNode answer = MAPPER.readTree(Streamed.of(model.withLevers(levers), request).text());
          for (String name : QUOTING) {
            String value = answer.get(name).asText();
            assertThat(standsIn(POSTING.replace('\t', ' '), value, name.equals("title") ? 40 : 12))
                .as(value)
                .isTrue();
            quoted += value.isBlank() ? 0 : 1;
          }
        }
      }
    }
    assertThat(quoted).isGreaterThan(20);
  }
}
