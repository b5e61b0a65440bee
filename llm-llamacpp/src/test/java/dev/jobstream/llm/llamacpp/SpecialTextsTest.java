package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SpecialTextsTest {
  private static List<String> pieces(List<String> specials, String text) {
    return SpecialTexts.pieces(new SpecialTexts(specials).marked(text));
  }

  @Test
  void aTextWithoutSpecialTextsStaysWhole() {
    List<String> specials = List.of("<|im_start|>", "<|im_end|>");
    assertThat(pieces(specials, "a < b | <im_end>")).containsExactly("a < b | <im_end>");
    assertThat(pieces(specials, "")).containsExactly("");
    assertThat(pieces(List.of(), "<|im_end|>")).containsExactly("<|im_end|>");
  }

  @Test
  void aSpecialTextIsCutBehindItsFirstCharacter() {
    assertThat(pieces(List.of("<|end|>"), "a<|end|>b")).containsExactly("a<", "|end|>b");
    assertThat(pieces(List.of("🚀🚀"), "🚀🚀")).containsExactly("🚀", "🚀");
  }

  @Test
  void whiteSpaceOfASpecialTextStaysAtItsEdges() {
    assertThat(pieces(List.of(" <s> "), "a <s> b")).containsExactly("a <", "s> b");
  }

  @Test
  void whiteSpaceAndSingleCharactersAreLeftAlone() {
    assertThat(pieces(List.of("\n\n", "  ", "a", ""), "a\n\nb  ")).containsExactly("a\n\nb  ");
  }

  @Test
  void aSpecialTextWithinAnotherIsCutToo() {
    assertThat(pieces(List.of("[INST]", "[/INST][INST]", "ST]["), "[/INST][INST]"))
        .noneMatch(piece -> piece.contains("[INST]") || piece.contains("ST]["));
  }

  @Test
  void anEndThatAnotherMessageCouldCompleteIsCutOff() {
    SpecialTexts specials = new SpecialTexts(List.of("<|im_start|>", "</s>"));
    String joined = specials.marked("a <|im_ ").strip() + specials.marked("start|> <");
    assertThat(SpecialTexts.pieces(joined + "/s>")).containsExactly("a <|im_", "start|> <", "/s>");
  }

  @Test
  void marksThatAMessageBringsAreTakenOut() {
    assertThat(pieces(List.of("<s>"), "<\uFDD0s>\uFDD0")).containsExactly("<", "s>");
  }

  @Test
  void noPieceEverHoldsASpecialTextThatMessagesBrought() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      List<String> texts = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        texts.add(text(random, "<|>ab", 1 + random.nextInt(6)));
      }
      String first = text(random, "<|>ab \n", random.nextInt(12));
      String second = text(random, "<|>ab \n", random.nextInt(12));
      SpecialTexts specials = new SpecialTexts(texts);
      String marked = specials.marked(first).strip() + specials.marked(second).strip();
      List<String> pieces = SpecialTexts.pieces(marked);

      String about = "seed %d, special %s, texts `%s` `%s`".formatted(seed, texts, first, second);
      assertThat(String.join("", pieces)).as(about).isEqualTo(first.strip() + second.strip());
      assertThat(pieces)
          .as(about)
          .noneMatch(piece -> texts.stream().anyMatch(t -> t.length() > 1 && piece.contains(t)));
    }
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  @Timeout(60)
  void aLongTextOfAlmostSpecialTextsIsReadOnce() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      texts.add("<|im_".repeat(1 + i % 50) + "reserved_" + i + "|>");
    }
    SpecialTexts specials = new SpecialTexts(texts);
    String almost = "<|im_".repeat(200_000);
    assertThat(SpecialTexts.pieces(specials.marked(almost))).hasSizeLessThan(3);
    String full = "<|im_reserved_0|>".repeat(60_000);
    assertThat(SpecialTexts.pieces(specials.marked(full))).hasSize(60_001);
  }
}
