package dev.jobstream.tracker.applications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.ManualClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StageHistoryTest {
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
}
