package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopStringMatcherTest {
  @Test
  void textComesThroughAtOnceWhereNoStopStringCanBegin() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("END"));
    assertThat(matcher.feed("the text")).isEqualTo("the text");
    assertThat(matcher.stopped()).isFalse();
  }

  @Test
  void onlyWhatMayStillBecomeAStopStringIsHeldBack() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("END"));
    assertThat(matcher.feed("abE")).isEqualTo("ab");
    assertThat(matcher.feed("N")).isEmpty();
    assertThat(matcher.feed("T")).isEqualTo("ENT");
  }

  @Test
  void nothingBehindAStopStringComesOut() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("END"));
    assertThat(matcher.feed("a EN")).isEqualTo("a ");
    assertThat(matcher.feed("D and more")).isEmpty();
    assertThat(matcher.stopped()).isTrue();
    assertThat(matcher.matched()).contains("END");
    assertThat(matcher.feed("more")).isEmpty();
    assertThat(matcher.finish()).isEmpty();
  }

  @Test
  void anUnfinishedStopStringIsTextInTheEnd() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("END"));
    assertThat(matcher.feed("a EN")).isEqualTo("a ");
    assertThat(matcher.finish()).isEqualTo("EN");
    assertThat(matcher.stopped()).isFalse();
  }

  @Test
  void theMatchThatBeginsFirstWinsEvenIfItEndsLater() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("bc", "abcd"));
    assertThat(matcher.feed("xabc")).isEqualTo("x");
    assertThat(matcher.feed("d")).isEmpty();
    assertThat(matcher.matched()).contains("abcd");
  }

  @Test
  void theLongerOfTwoThatBeginTogetherWins() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("\n", "\n\n"));
    assertThat(matcher.feed("x\n")).isEqualTo("x");
    assertThat(matcher.feed("\ny")).isEmpty();
    assertThat(matcher.matched()).contains("\n\n");
  }

  @Test
  void theShorterOneStopsAtTheEndOfTheText() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("\n", "\n\n"));
    assertThat(matcher.feed("x\n")).isEqualTo("x");
    assertThat(matcher.finish()).isEmpty();
    assertThat(matcher.matched()).contains("\n");
  }

  @Test
  void anEmptyStopStringIsRefused() {
    assertThatThrownBy(() -> new StopStringMatcher(List.of("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void halfASurrogatePairNeverMatches() {
    StopStringMatcher matcher = new StopStringMatcher(List.of("\uD83D"));
    assertThat(matcher.feed("🙂")).isEqualTo("🙂");
  }

  @Test
  void randomTextsGiveTheWholesResultHoweverTheyAreSplit() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      String text = random("ab🙂", random.nextInt(20), random);
      List<String> stops = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        stops.add(random("ab🙂", 1 + random.nextInt(4), random));
      }
      String expected = cutAtFirst(text, stops);
      for (boolean oneByOne : new boolean[] {true, false}) {
        StopStringMatcher matcher = new StopStringMatcher(stops);
        StringBuilder answer = new StringBuilder();
        List<String> deltas = Splits.random(text, oneByOne, random);
        deltas.forEach(delta -> answer.append(matcher.feed(delta)));
        answer.append(matcher.finish());
        assertThat(answer.toString() + matcher.matched())
            .as("seed %d, stops %s, deltas %s", seed, stops, deltas)
            .isEqualTo(expected);
      }
    }
  }

  /** The rule, plainly: the first place at which any matches, the longest that matches there. */
  private static String cutAtFirst(String text, List<String> stops) {
    for (int start = 0; start < text.length(); start++) {
      int at = start;
      var longest =
          stops.stream()
              .filter(stop -> text.startsWith(stop, at))
              .max(java.util.Comparator.comparingInt(String::length));
      if (longest.isPresent()) {
        return text.substring(0, start) + longest;
      }
    }
    return text + java.util.Optional.empty();
  }

  private static String random(String alphabet, int length, Random random) {
    int[] letters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
