package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueEndTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\" a, b: {c} [d] \"",
        "\"a \\\" quote \\\\\"",
        "\"\\\\\\\"}\"",
        "[]",
        "[\"a\",\"b]\"]",
        "{\"a\":{\"b\":\"}\"},\"c\":[1,{}]}",
        "12",
        "-1.5e3",
        "true",
        "null"
      })
  void theValueEndsWhereItsLastCharacterIsHoweverTheTextIsSplit(String value) {
    for (String rest : List.of("}", ",\"other\":[\"", ",")) {
      String text = "{\"a \\\":name\":" + value + rest;
      int expected = text.length() - rest.length();
      for (int split = 0; split <= text.length(); split++) {
        JsonValueEnd end = new JsonValueEnd();
        end.feed(text.substring(0, split));
        int within = end.within(text.substring(split));
        assertThat(within).isEqualTo(Math.max(0, expected - split));
        end.feed(text.substring(split));
        assertThat(end.reached()).isTrue();
        assertThat(end.position()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aValueThatMayGoOnHasNoEnd() {
    for (String open : List.of("{\"a\":12", "{\"a\":\"b\\\"", "{\"a\":[[1]", "{\"a\"", "{")) {
      JsonValueEnd end = new JsonValueEnd();
      end.feed(open);
      assertThat(end.reached()).as(open).isFalse();
      assertThat(end.within("1")).as(open).isEqualTo(1);
    }
  }
}
