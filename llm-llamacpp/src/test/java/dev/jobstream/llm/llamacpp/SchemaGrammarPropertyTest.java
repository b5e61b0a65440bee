package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random schemas, and random texts that llama.cpp's grammar made of them admits. */
class SchemaGrammarPropertyTest {
  private static final long SEED = 20_260_102;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

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
  void whateverAGrammarAdmitsMatchesItsSchema() throws JsonProcessingException {
    int checked = 0;
    for (int i = 0; i < 400; i++) {
      Random random = new Random(SEED + i);
      JsonNode schema = MAPPER.readTree(RandomSchemas.schema(random).toString());
      String gbnf = SchemaGrammar.toGbnf(schema.toString());
      for (int j = 0; j < 5; j++) {
        String text = grammars.random(gbnf, random).orElse("");
        if (text.isEmpty()) {
          continue;
        }
        checked++;
        assertThat(SchemaCheck.matches(schema, MAPPER.readTree(text)))
            .as("seed %d: %s of %s", SEED + i, text, schema)
            .isTrue();
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  @Test
  void aChangedTextIsAdmittedOnlyIfItStillMatches() throws JsonProcessingException {
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Random random = new Random(SEED + i);
      JsonNode schema = MAPPER.readTree(RandomSchemas.schema(random).toString());
      String gbnf = SchemaGrammar.toGbnf(schema.toString());
      String text = grammars.random(gbnf, random).orElse("");
      for (int j = 0; j < 10 && !text.isEmpty(); j++) {
        String changed = change(text, random);
        boolean admitted = grammars.matches(gbnf, changed);
        refused += admitted ? 0 : 1;
        assertThat(admitted && !matches(schema, changed))
            .as("seed %d: `%s` is admitted by %s", SEED + i, changed, schema)
            .isFalse();
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void aPatternMatchesAsJavaReadsIt() throws JsonProcessingException {
    Random random = new Random(SEED);
    int matched = 0;
    for (String pattern : RandomSchemas.PATTERNS) {
      ObjectNode schema = MAPPER.createObjectNode().put("type", "string").put("pattern", pattern);
      String gbnf = SchemaGrammar.toGbnf(schema.toString());
      for (int i = 0; i < 200; i++) {
        String text = word(random);
        boolean expected = Pattern.compile(pattern).matcher(text).find();
        matched += expected ? 1 : 0;
        assertThat(grammars.matches(gbnf, MAPPER.writeValueAsString(text)))
            .as("pattern `%s`, text `%s`", pattern, text)
            .isEqualTo(expected);
      }
    }
    assertThat(matched).isBetween(300, 1500);
  }

  @Test
  void aNumberIsAdmittedExactlyWithinItsBounds() {
    for (int i = 0; i < 300; i++) {
      Random random = new Random(SEED + i);
      JsonNode schema = RandomSchemas.number(random);
      String gbnf = SchemaGrammar.toGbnf(schema.toString());
      for (int j = 0; j < 20; j++) {
        int digits = 1 + random.nextInt(4);
        String text = Integer.toString(random.nextInt((int) Math.pow(10, digits)));
        text = random.nextBoolean() && !text.equals("0") ? "-" + text : text;
        if (schema.get("type").textValue().equals("number") && random.nextBoolean()) {
          text += "." + random.nextInt(30);
        }
        if (text.matches("-0\\.0+") || text.equals("-0")) {
          continue;
        }
        assertThat(grammars.matches(gbnf, text))
            .as("seed %d: %s of %s", SEED + i, text, schema)
            .isEqualTo(matches(schema, text));
      }
    }
  }

  private static boolean matches(JsonNode schema, String text) {
    try {
      return SchemaCheck.matches(schema, MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(7);
    for (int i = 0; i < length; i++) {
      word.append("abcdexyz019-. \"\\_Aü".charAt(random.nextInt(19)));
    }
    return word.toString();
  }

  private static String change(String text, Random random) {
    int at = random.nextInt(text.length());
    String other = "a\"1,:{}[]\\n-.0 tru".charAt(random.nextInt(18)) + "";
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + other + text.substring(at);
      default -> text.substring(0, at) + other + text.substring(at + 1);
    };
  }
}
