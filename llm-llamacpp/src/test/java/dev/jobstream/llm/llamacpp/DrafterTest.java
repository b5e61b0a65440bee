package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrafterTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "title":{"type":"string"},
        "seniority":{"type":"string","pattern":"^(junior|senior)?$"},
        "skills":{"type":"array","items":{"type":"string"}}},
       "required":["title","seniority","skills"],"additionalProperties":false}\
      """;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        // What is predicted, and what is forced behind it, once more than what is predicted.
        "|{\"|; |title\":\"Cook\",\"s|; |eniority\":\"|",
        "|{\"title\":\"Co|; |ok\",\"s|; |eniority\":\"|",
        "|{\"title\":\"Baker\",\"|; |seniority\":\"|; ||",
        "|{\"title\":\"Baker\",\"seniority\":\"se|; |nior\",\"skills\":[|; ||",
        "|{\"title\":\"Baker\",\"seniority\":\"junior\",\"|; |skills\":[|; |\"Java|",
      })
  void whatAPredictionDoesNotHaveIsForcedAllTheSame(String answer, String first, String then) {
    assertThat(draft(answer, "{\"title\":\"Cook\",\"skills\":[\"Java\"]}"))
        .startsWith(first + then);
  }

  private static String draft(String answer, String prediction) {
    NativeFolder natives = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    GgufFile file = GgufFile.read(TestModels.qwen3());
    try (Arena arena = Arena.ofConfined();
        LlamaModel model =
            Objects.requireNonNull(
                LlamaModel.load(library, file, LlamaOptions.defaults(), fraction -> true))) {
      Vocabulary vocabulary = model.vocabulary();
      Vocabulary.PieceReader pieces = vocabulary.new PieceReader(arena);
      GrammarCursor grammar =
          new GrammarCursor(GrammarAutomaton.of(SchemaGrammar.toGbnf(SCHEMA)), vocabulary.trie());
      assertThat(grammar.follow(answer)).isEqualTo(answer.length());
      ChatRequest request = ChatRequest.builder().user("").prediction(prediction).build();
      Drafter drafter = new Drafter(vocabulary, pieces, EnumSet.allOf(Lever.class), request);
      ByteArrayOutputStream drafted = new ByteArrayOutputStream();
      for (int token : drafter.draft(grammar, answer, 100, CharSequence::length).tokens()) {
        drafted.writeBytes(pieces.piece(token));
      }
      return drafted.toString(StandardCharsets.UTF_8);
    }
  }
}
