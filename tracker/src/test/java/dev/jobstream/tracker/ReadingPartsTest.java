package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingPartsTest {

  @Test
  void aPostingIsOnePartUnlessItIsSplit() {
    ReadingParts parts = new ReadingParts("A short one.");
    assertThat(parts.next()).contains(new Span(0, 12));
    assertThat(parts.next()).isEmpty();
  }

  @Test
  void partsOverlapBeginWithLinesAndLeaveNothingOut() {
    for (long seed = 0; seed < 200; seed++) {
      String text = text(new Random(seed));
      ReadingParts parts = new ReadingParts(text);
      Span whole = parts.next().orElseThrow();
      assertThat(parts.split(whole, 2000, 1000)).as("seed %d", seed).isTrue();
      List<Span> all = all(parts);
      assertThat(all).as("seed %d", seed).hasSizeGreaterThan(2);
      assertThat(all.getFirst().start()).isZero();
      assertThat(all.getLast().end()).isEqualTo(text.length());
      for (int i = 1; i < all.size(); i++) {
        Span before = all.get(i - 1);
        Span part = all.get(i);
        assertThat(part.start()).as("seed %d", seed).isBetween(before.start() + 1, before.end());
        assertThat(text.charAt(part.start() - 1)).as("seed %d", seed).isEqualTo('\n');
        assertThat(part.end() - part.start()).isLessThan(text.length() * 700 / 2000);
      }
    }
  }

  @Test
  void aPartThatIsStillTooLongIsSplitInItsPlace() {
    String text = "word ".repeat(2000);
    ReadingParts parts = new ReadingParts(text);
    parts.split(parts.next().orElseThrow(), 2000, 2200);
    Span first = parts.next().orElseThrow();
    assertThat(parts.split(first, 1000, 1200)).isTrue();
    Span again = parts.next().orElseThrow();
    assertThat(again.start()).isZero();
    assertThat(again.end()).isLessThan(first.end());
    assertThat(all(parts).getLast().end()).isEqualTo(text.length());
    assertThat(parts.count()).isEqualTo(3);
  }

  @Test
  void whatCannotBeReadInAFewPartsIsNotSplit() {
    ReadingParts parts = new ReadingParts("word ".repeat(2000));
    Span whole = parts.next().orElseThrow();
    assertThat(parts.split(whole, 2000, 300)).isFalse();
    assertThat(parts.split(whole, 100_000, 2_000)).isFalse();
    assertThat(parts.next()).isEmpty();
    ReadingParts few = new ReadingParts("word ".repeat(50));
    assertThat(few.split(few.next().orElseThrow(), 700, 600)).isFalse();
  }

  @Test
  void aCharacterOfTwoUnitsIsNotCutApart() {
    String text = "😀".repeat(4000);
    ReadingParts parts = new ReadingParts(text);
    parts.split(parts.next().orElseThrow(), 3000, 1001);
    for (Span part : all(parts)) {
      assertThat(part.start() % 2).isZero();
      assertThat(part.end() % 2).isZero();
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 6000) {
      text.append("word ".repeat(1 + random.nextInt(12))).append('\n');
    }
    return text.toString();
  }

  private static List<Span> all(ReadingParts parts) {
    List<Span> all = new ArrayList<>();
    for (Optional<Span> part = parts.next(); part.isPresent(); part = parts.next()) {
      all.add(part.get());
    }
    return all;
  }
}
