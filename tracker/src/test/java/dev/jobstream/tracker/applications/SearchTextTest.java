package dev.jobstream.tracker.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SearchTextTest {
  @Test
  void wordsAreFoldedAndParted() {
    assertThat(SearchText.words("Crème brûlée, STRASSE & Straße; Łódź—Ørsted"))
        .containsExactly("creme", "brulee", "strasse", "strasse", "lodz", "orsted");
    assertThat(SearchText.words("e\u0301 ﬁn ①")).containsExactly("e", "fin", "1");
    assertThat(SearchText.words("東京オフィス ok")).contains("東", "京", "ok");
  }

  @Test
  void signsMakeAnotherWordWhereTheyDo() {
    assertThat(SearchText.words("C C++ C# F#, a+b c++11 #tag"))
        .containsExactly("c", "cplusplus", "csharp", "fsharp", "a", "b", "c", "11", "tag");
  }

  @Test
  void aKeyIsNeverEmptyForATextThatIsNot() {
    assertThat(SearchText.key(" !!! ")).isEqualTo("!!!");
    assertThat(SearchText.key("Müller & Söhne GmbH")).isEqualTo("muller sohne gmbh");
  }

  @Test
  void whateverIsGivenAWordHoldsNoSign() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 30; c++) {
        text.append((char) random.nextInt(0x10000));
      }
      assertThat(SearchText.words(text.toString()))
          .as("seed %d", seed)
          .allSatisfy(word -> assertThat(word).matches("[\\p{L}\\p{Nd}\\p{So}\\p{No}]+"));
    }
  }
}
