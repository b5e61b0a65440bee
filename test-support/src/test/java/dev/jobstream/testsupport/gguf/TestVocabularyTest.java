package dev.jobstream.testsupport.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestVocabularyTest {
  private static final String CORPUS =
      "the other there then that \"name\":\"the\",\"name\":null ".repeat(3);

  @ParameterizedTest
  @ValueSource(ints = {258, 300, 1024, 20_000, 151_936})
  void everyTokenIsThereOnceAndIsMadeOfEarlierOnes(int size) {
    TestVocabulary vocabulary =
        TestVocabulary.of(size, CORPUS, List.of("<|end|>"), List.of("<think>"));

    assertThat(vocabulary.tokens()).hasSize(size).doesNotHaveDuplicates();
    assertThat(vocabulary.types()).hasSize(size).endsWith(1, 3, 4);
    assertThat(vocabulary.idOf("<|end|>")).isEqualTo(size - 2);
    Set<String> made = new HashSet<>(vocabulary.tokens().subList(0, 256));
    for (String merge : vocabulary.merges()) {
      String[] parts = merge.split(" ", -1);
      assertThat(made.contains(parts[0]) && made.contains(parts[1])).as(merge).isTrue();
      made.add(parts[0] + parts[1]);
    }
    assertThat(made).isEqualTo(new HashSet<>(vocabulary.tokens().subList(0, size - 2)));
  }

  @Test
  void frequentWordsOfTheTextBecomeTokens() {
    TestVocabulary vocabulary = TestVocabulary.of(400, CORPUS, List.of(), List.of());

    assertThat(vocabulary.tokens()).contains("Ġthe", "name", "\":\"");
  }

  @Test
  void aVocabularyWithoutRoomForTheBytesIsRefused() {
    assertThatThrownBy(() -> TestVocabulary.of(256, CORPUS, List.of("<|end|>"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A vocabulary of 256 tokens cannot hold 256 bytes and 1 special tokens.");
  }
}
