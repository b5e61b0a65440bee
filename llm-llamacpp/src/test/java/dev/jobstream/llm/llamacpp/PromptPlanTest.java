package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptPlanTest {
  private static final int BATCH = 512;

  @Test
  void aPromptWithoutAFixedBeginningIsReadInWholeBatches() {
    assertThat(PromptPlan.of(tokens(1_300), 0, BATCH).ends()).containsExactly(512, 1_024, 1_300);
    assertThat(PromptPlan.of(tokens(1_024), 0, BATCH).ends()).containsExactly(512, 1_024);
    assertThat(PromptPlan.of(tokens(1_030), 0, BATCH).ends()).containsExactly(512, 1_024, 1_030);
    assertThat(PromptPlan.of(tokens(7), 0, BATCH).ends()).containsExactly(7);
  }

  @Test
  void theFixedBeginningEndsAPiece() {
    assertThat(PromptPlan.of(tokens(720), 200, BATCH).ends())
        .containsExactly(200, 328, 456, 584, 720);
    assertThat(PromptPlan.of(tokens(400), 200, BATCH).ends()).containsExactly(200, 328, 400);
  }

  @Test
  void aShortFixedBeginningIsNotWorthAPiece() {
    assertThat(PromptPlan.of(tokens(400), 30, BATCH).ends()).containsExactly(400);
  }

  @Test
  void whatFollowsTheFixedBeginningIsNeverAShortPiece() {
    assertThat(PromptPlan.of(tokens(230), 200, BATCH).ends()).containsExactly(230);
  }

  @Test
  void everyPlanCoversThePromptAndHasNoShortPieceButTheTailOfWholeBatches() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int length = 1 + random.nextInt(3_000);
      int fixed = random.nextInt(length + 1);
      int batch = i % 2 == 0 ? BATCH : 32 + random.nextInt(1_000);
      List<Integer> ends = PromptPlan.of(tokens(length), fixed, batch).ends();
      int from = 0;
      for (int end : ends) {
        int piece = end - from;
        assertThat(piece)
            .as("seed %d, length %d, fixed %d, batch %d", seed, length, fixed, batch)
            .isBetween(1, batch);
        boolean tail = end == length && (from % batch == 0 || length < PromptPlan.SHORTEST_PIECE);
        assertThat(
                piece >= PromptPlan.SHORTEST_PIECE || tail || batch < 2 * PromptPlan.SHORTEST_PIECE)
            .as("seed %d, length %d, fixed %d, batch %d, ends %s", seed, length, fixed, batch, ends)
            .isTrue();
        from = end;
      }
      assertThat(from).isEqualTo(length);
    }
  }

  @Test
  void aTextThatGrowsKeepsItsPiecesButForTheLastTwo() {
    for (int length = 400; length < 1_500; length++) {
      List<Integer> before = PromptPlan.of(tokens(length), 200, BATCH).ends();
      List<Integer> after = PromptPlan.of(tokens(length + 40), 200, BATCH).ends();
      int kept = Math.max(0, before.size() - 2);
      assertThat(after)
          .as("%d tokens", length)
          .startsWith(before.subList(0, kept).toArray(Integer[]::new));
    }
  }

  @Test
  void onlyWholePiecesThatAreTheSameAreShared() {
    int[] first = tokens(700);
    int[] second = tokens(900);
    second[650] = -1;
    PromptPlan a = PromptPlan.of(first, 200, BATCH);
    assertThat(PromptPlan.of(second, 200, BATCH).sharedWith(a)).isEqualTo(584);
    assertThat(PromptPlan.of(first, 200, BATCH).sharedWith(a)).isEqualTo(700);
    assertThat(PromptPlan.of(first, 0, BATCH).sharedWith(a)).isZero();
    int[] other = tokens(700);
    other[199] = -1;
    assertThat(PromptPlan.of(other, 200, BATCH).sharedWith(a)).isZero();
  }

  private static int[] tokens(int length) {
    return IntStream.range(0, length).toArray();
  }
}
