package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class StyledTextTest {

  @Test
  void controlCharactersAreShownAndNotObeyed() {
    assertThat(StyledText.of("a\u001b[31mb\u009bc\u0007d\u202ee").render(true))
        .isEqualTo("a\ufffd[31mb\ufffdc\ufffdd\ufffde");
    assertThat(StyledText.of("line\r\nend\ttab").render(true)).isEqualTo("line  end tab");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndCombiningOnesNone() {
    assertThat(StyledText.width("日本")).isEqualTo(4);
    assertThat(StyledText.width("e\u0301")).isEqualTo(1);
    assertThat(StyledText.of("日本語").cut(5).render(false)).isEqualTo("日本…");
    assertThat(StyledText.of("日本語").cut(4).render(false)).isEqualTo("日…");
  }

  @Test
  void colourIsWrittenOnlyWhereItIsWanted() {
    StyledText text = StyledText.of(Style.BOLD, "Title").plus(" x");
    assertThat(text.render(false)).isEqualTo("Title x");
    assertThat(text.render(true)).isEqualTo("\u001b[1mTitle\u001b[0m x");
  }

  @Test
  void linesBreakAtSpacesAndLongWordsWhereTheyMust() {
    assertThat(lines(StyledText.of("one two three").wrap(7))).containsExactly("one two", "three");
    assertThat(lines(StyledText.of("abcdefgh").wrap(3))).containsExactly("abc", "def", "gh");
    assertThat(lines(StyledText.EMPTY.wrap(3))).containsExactly("");
  }

  @Test
  void anyTextFitsAnyWidthAndLosesNothingByWrapping() {
    long seed = 20260101;
    Random random = new Random(seed);
    String alphabet = "ab c  日\u0301é😀\u001b\t-";
    int[] points = alphabet.codePoints().toArray();
    List<Style> styles = List.of(Style.values());
    for (int i = 0; i < 2_000; i++) {
      StyledText text = StyledText.EMPTY;
      for (int piece = random.nextInt(4); piece >= 0; piece--) {
        StringBuilder characters = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
          characters.appendCodePoint(points[random.nextInt(points.length)]);
        }
        text = text.plus(styles.get(random.nextInt(3)), characters.toString());
      }
      int columns = 2 + random.nextInt(20);
      String what = "seed %d, round %d: `%s` in %d".formatted(seed, i, text.render(false), columns);
      assertThat(text.cut(columns).width()).as(what).isLessThanOrEqualTo(columns);
      List<StyledText> wrapped = text.wrap(columns);
      assertThat(wrapped).as(what).allMatch(line -> line.width() <= columns);
      assertThat(String.join("", lines(wrapped)).replace(" ", ""))
          .as(what)
          .isEqualTo(text.render(false).replace(" ", ""));
    }
  }

  private static List<String> lines(List<StyledText> lines) {
    return lines.stream().map(line -> line.render(false)).collect(Collectors.toList());
  }
}
