package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our own grammar, beside llama.cpp's as the oracle. */
class GrammarCursorTest {
  private static final long SEED = 20_261_125;
  private static final String POSTING =
      """
      {"type":"object","properties":{
        "title":{"type":"string","maxLength":120},
        "type":{"type":"string","pattern":"^ ?(full-time|part-time|contract)?$"},
        "skills":{"type":"array","items":{"type":"string","maxLength":40},"maxItems":12}},
       "required":["title","type","skills"],"additionalProperties":false}\
      """;

  private static GrammarMatcher grammars;

  @BeforeAll
  static void open() {
    grammars = new GrammarMatcher();
  }

  @AfterAll
  static void close() {
    grammars.close();
  }

  @Test
  void itAdmitsTheTokensThatLlamaCppAdmits() {
    for (int i = 0; i < 300; i++) {
      Random random = new Random(SEED + i);
      compare(SchemaGrammar.toGbnf(RandomSchemas.schema(random).toString()), random, SEED + i, 60);
    }
  }

  @Test
  void itAdmitsTheTokensThatLlamaCppAdmitsInAPosting() {
    for (int i = 0; i < 20; i++) {
      compare(SchemaGrammar.toGbnf(POSTING), new Random(SEED + i), SEED + i, 400);
    }
  }

  /** Walks through both grammars with random tokens, whole characters and pieces of them. */
  private static void compare(String gbnf, Random random, long seed, int steps) {
    GrammarCursor ours = new GrammarCursor(GrammarAutomaton.of(gbnf), grammars.trie());
    try (GrammarMatcher.Session theirs = grammars.session(gbnf)) {
      for (int step = 0; step < steps; step++) {
        BitSet expected = theirs.admitted();
        BitSet admitted = new BitSet();
        ours.forEachAdmitted(admitted::set);
        assertThat(admitted).as("seed %d, step %d of\n%s", seed, step, gbnf).isEqualTo(expected);
        for (int token = 0; token < expected.length() + 3 && token < 1024; token++) {
          assertThat(ours.admits(token)).isEqualTo(expected.get(token));
        }
        int[] tokens = expected.stream().toArray();
        int token = tokens[random.nextInt(tokens.length)];
        if (grammars.trie().isEnd(token)) {
          return;
        }
        theirs.accept(token);
        ours.accept(token);
      }
    }
  }

  @Test
  void whatTheSchemaForcesIsToldAsText() {
    GrammarCursor cursor = cursor(POSTING);
    assertThat(cursor.forcedText()).isEqualTo("{\"title\":\"");
    write(cursor, "{\"title\":\"Cook\"");
    assertThat(cursor.forcedText()).isEqualTo(",\"type\":\"");
    write(cursor, ",\"type\":\"p");
    assertThat(cursor.forcedText()).isEqualTo("art-time\",\"skills\":[");
    write(cursor, "art-time\",\"skills\":[]");
    assertThat(cursor.forcedText()).isEqualTo("}");
    write(cursor, "}");
    assertThat(cursor.forcedText()).isEmpty();
  }

  @Test
  void aPlaceCanBeGoneBackTo() {
    GrammarCursor cursor = cursor(POSTING);
    write(cursor, "{\"title\":\"");
    GrammarCursor.Place place = cursor.place();
    write(cursor, "Cook\",");
    cursor.goTo(place);
    write(cursor, "Chef\",\"type\":\"part");
  }

  @Test
  void aTokenThatIsNotAdmittedCannotBeWritten() {
    GrammarCursor cursor = cursor("{\"type\":\"boolean\"}");
    assertThatThrownBy(() -> write(cursor, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not admit");
  }

  @Test
  void aLongAnswerDoesNotFillTheMemory() {
    GrammarCursor cursor = cursor("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");
    write(cursor, "[");
    for (int i = 0; i < 50_000; i++) {
      write(cursor, "\"word\",");
    }
    write(cursor, "\"\"]");
    assertThat(cursor.forcedText()).isEmpty();
    // As deep as a text may go that has no limit.
    GrammarCursor nested =
        cursor(
            "{\"$defs\":{\"a\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"}}},\"$ref\":\"#/$defs/a\"}");
    for (int i = 0; i < 50_000; i++) {
      write(nested, "[");
    }
    write(nested, "]],[[]]]");
  }

  private static GrammarCursor cursor(String schema) {
    return new GrammarCursor(GrammarAutomaton.of(SchemaGrammar.toGbnf(schema)), grammars.trie());
  }

  private static void write(GrammarCursor cursor, String text) {
    for (int i = 0; i < text.length(); i++) {
      cursor.accept(GrammarMatcher.byteToken(text.charAt(i)));
    }
  }
}
