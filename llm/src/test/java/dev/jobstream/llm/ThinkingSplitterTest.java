package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinkingSplitterTest {
  @Test
  void aBlockAtTheBeginningIsThinking() {
    assertThat(split(false, "<think>Let me see.</think>\n\nParis."))
        .isEqualTo("(Let me see.)Paris.");
  }

  @Test
  void whiteSpaceBeforeTheBlockIsDroppedButBelongsToAnAnswerWithoutOne() {
    assertThat(split(false, " \n<think>a</think>b")).isEqualTo("(a)b");
    assertThat(split(false, " \nb")).isEqualTo(" \nb");
  }

  @Test
  void aBlockFurtherOnIsText() {
    assertThat(split(false, "x<think>a</think>b")).isEqualTo("x<think>a</think>b");
    assertThat(split(false, "<think>a</think>b<think>c</think>")).isEqualTo("(a)b<think>c</think>");
  }

  @Test
  void theOpeningTagMayBePartOfThePrompt() {
    assertThat(split(true, "a</think> b")).isEqualTo("(a)b");
  }

  @Test
  void anUnclosedBlockIsAllThinking() {
    assertThat(split(false, "<think>a</thin")).isEqualTo("(a</thin)");
  }

  @Test
  void anEmptyBlockGivesNoEvent() {
    assertThat(split(false, "<think>\n\n</think>\n\nb")).isEqualTo("b");
  }

  @Test
  void anUnfinishedOpeningTagIsText() {
    assertThat(split(false, " <thin")).isEqualTo(" <thin");
    assertThat(split(false, "<b>bold</b>")).isEqualTo("<b>bold</b>");
  }

  @Test
  void otherTagsWorkTheSame() {
    List<StreamEvent> events = new ArrayList<>();
    ThinkingSplitter splitter = new ThinkingSplitter(false, "[THINK]", "[/THINK]");
    splitter.feed("[THINK]a[/THINK]b", events::add);
    splitter.finish(events::add);
    assertThat(events)
        .containsExactly(new StreamEvent.ThinkingDelta("a"), new StreamEvent.TextDelta("b"));
  }

  @Test
  void tagsThatAreEmptyOrBeginWithWhiteSpaceAreRefused() {
    assertThatThrownBy(() -> new ThinkingSplitter(false, "", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ThinkingSplitter(false, "x", " y"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thinkingTellsWhereTheTextIs() {
    ThinkingSplitter splitter = new ThinkingSplitter(false);
    assertThat(splitter.thinking()).isFalse();
    splitter.feed("<think>", event -> {});
    assertThat(splitter.thinking()).isTrue();
    splitter.feed("a</think>", event -> {});
    assertThat(splitter.thinking()).isFalse();
  }

  @Test
  void textComesThroughAtOnceWhereNoTagCanBegin() {
    List<StreamEvent> events = new ArrayList<>();
    ThinkingSplitter splitter = new ThinkingSplitter(false);
    splitter.feed("<think>one <", events::add);
    assertThat(events).containsExactly(new StreamEvent.ThinkingDelta("one "));
    splitter.feed("/think>two", events::add);
    assertThat(events).last().isEqualTo(new StreamEvent.TextDelta("two"));
  }

  @Test
  void everySplitInTwoAndOneByOneGivesTheWholesResult() {
    for (String text :
        List.of(
            " <think> a<b </thi 🙂 </think> \n c </think> <think>d",
            "<think></think>x",
            "<think>never closed </thin",
            "no <think>block</think>")) {
      for (boolean startsThinking : new boolean[] {true, false}) {
        String whole = split(startsThinking, text);
        for (List<String> deltas : Splits.inTwo(text)) {
          assertThat(split(startsThinking, deltas)).as("%s", deltas).isEqualTo(whole);
        }
        assertThat(split(startsThinking, Splits.oneByOne(text))).isEqualTo(whole);
      }
    }
  }

  @Test
  void randomTextsGiveTheWholesResultHoweverTheyAreSplit() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {"<think>", "</think>", " ", "\n", "a", "<", "</", "think>", "🙂", "<thi"};
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      boolean startsThinking = random.nextBoolean();
      String whole = split(startsThinking, text.toString());
      List<String> deltas = Splits.random(text.toString(), random.nextBoolean(), random);
      assertThat(split(startsThinking, deltas))
          .as("seed %d, deltas %s", seed, deltas)
          .isEqualTo(whole);
    }
  }

  private static String split(boolean startsThinking, String text) {
    return split(startsThinking, List.of(text));
  }

  /** The answer, with the thinking in brackets. */
  private static String split(boolean startsThinking, List<String> deltas) {
    StringBuilder thinking = new StringBuilder();
    StringBuilder answer = new StringBuilder();
    ThinkingSplitter splitter = new ThinkingSplitter(startsThinking);
    deltas.forEach(delta -> splitter.feed(delta, event -> sort(event, thinking, answer)));
    splitter.finish(event -> sort(event, thinking, answer));
    return (thinking.isEmpty() ? "" : "(" + thinking + ")") + answer;
  }

  private static void sort(StreamEvent event, StringBuilder thinking, StringBuilder answer) {
    StreamEvent.Delta delta = (StreamEvent.Delta) event;
    assertThat(delta.text()).isNotEmpty();
    if (delta instanceof StreamEvent.ThinkingDelta) {
      assertThat(answer).as("thinking comes before the answer").isEmpty();
      thinking.append(delta.text());
    } else {
      answer.append(delta.text());
    }
  }
}
