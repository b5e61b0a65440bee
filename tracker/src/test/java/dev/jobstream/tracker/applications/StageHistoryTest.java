package dev.jobstream.tracker.applications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.ManualClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StageHistoryTest {
  private static final List<Stage> FEW =
      List.of(Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.REJECTED);

  private final IdSource ids = new IdSource(ManualClock.at("2026-05-03T10:00:00Z"));

  private StageChange change(Stage stage, String on, @Nullable StageChange corrects) {
    return new StageChange(
        ids.next(),
        stage,
        LocalDate.parse(on),
        Instant.EPOCH,
        null,
        corrects == null ? null : corrects.id());
  }

  private static List<Stage> stages(StageHistory history) {
    return history.moves().stream().map(StageChange::stage).toList();
  }

  @Test
  void movesAreInTheOrderOfTheirDays() {
    StageHistory history =
        new StageHistory(
            List.of(
                change(Stage.INTERVIEWING, "2026-04-20", null),
                change(Stage.APPLIED, "2026-04-01", null),
                change(Stage.SCREENING, "2026-04-20", null)));
    assertThat(stages(history)).containsExactly(Stage.APPLIED, Stage.INTERVIEWING, Stage.SCREENING);
    assertThat(history.furthest()).isEqualTo(Stage.INTERVIEWING);
  }

  @Test
  void aCorrectionOfACorrectionCounts() {
    StageChange offer = change(Stage.OFFER, "2026-04-01", null);
    StageChange rejected = change(Stage.REJECTED, "2026-04-01", offer);
    StageChange screening = change(Stage.SCREENING, "2026-04-02", rejected);
    StageHistory history =
        new StageHistory(
            List.of(change(Stage.APPLIED, "2026-03-01", null), offer, rejected, screening));
    assertThat(stages(history)).containsExactly(Stage.APPLIED, Stage.SCREENING);
    assertThat(history.recorded()).hasSize(4);
  }

  @Test
  void endsTellWhatMustHaveComeBefore() {
    assertThat(reached(Stage.ACCEPTED)).isEqualTo(Stage.OFFER);
    assertThat(reached(Stage.DECLINED)).isEqualTo(Stage.OFFER);
    assertThat(reached(Stage.REJECTED)).isEqualTo(Stage.APPLIED);
    assertThat(reached(Stage.GHOSTED)).isEqualTo(Stage.APPLIED);
    assertThat(reached(Stage.WITHDRAWN)).isEqualTo(Stage.SAVED);
  }

  private Stage reached(Stage end) {
    return new StageHistory(
            List.of(change(Stage.SAVED, "2026-04-01", null), change(end, "2026-04-02", null)))
        .furthest();
  }

  @Test
  void silenceIsNoAnswerAndARejectionIsOne() {
    StageChange applied = change(Stage.APPLIED, "2026-04-01", null);
    assertThat(
            new StageHistory(List.of(applied, change(Stage.GHOSTED, "2026-04-02", null)))
                .answeredOn())
        .isEmpty();
    assertThat(
            new StageHistory(List.of(applied, change(Stage.REJECTED, "2026-04-02", null)))
                .answeredOn())
        .contains(LocalDate.of(2026, 4, 2));
  }

  @Test
  void aMoveThatIsTakenBackWasNeverMade() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<StageChange> changes = new ArrayList<>();
      int length = 2 + random.nextInt(6);
      for (int i = 0; i < length; i++) {
        // Few days and stages, so that many are the same.
        Stage stage = FEW.get(random.nextInt(FEW.size()));
        StageChange corrected =
            changes.isEmpty() || random.nextInt(4) > 0 ? null : uncorrected(changes, random);
        changes.add(change(stage, "2026-04-0" + (1 + random.nextInt(5)), corrected));
      }
      StageChange wrong = uncorrected(changes, random);
      if (wrong.corrects() != null) {
        continue;
      }
      List<StageChange> others = new ArrayList<>(changes);
      others.remove(wrong);
      Optional<NewApplication.Move> back = new StageHistory(changes).takingBack(wrong);
      if (others.isEmpty()) {
        assertThat(back).isEmpty();
        continue;
      }
      NewApplication.Move move = back.orElseThrow();
      changes.add(change(move.stage(), String.valueOf(move.on()), wrong));
      if (!wrong.equals(changes.getFirst())) {
        assertThat(stagesAndDays(changes))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(stagesAndDays(others));
      }
    }
  }

  private static StageChange uncorrected(List<StageChange> changes, Random random) {
    List<StageChange> those =
        changes.stream()
            .filter(
                change -> changes.stream().noneMatch(other -> change.id().equals(other.corrects())))
            .toList();
    return those.get(random.nextInt(those.size()));
  }

  private static List<String> stagesAndDays(List<StageChange> changes) {
    return new StageHistory(changes)
        .moves().stream().map(move -> move.stage() + " " + move.on()).toList();
  }
}
