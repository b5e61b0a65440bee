package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.Statistics.AnswerRate;
import dev.jobstream.tracker.applications.Statistics.Flow;
import dev.jobstream.tracker.applications.Statistics.Silence;
import dev.jobstream.tracker.applications.Statistics.StageTime;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Applications in numbers. */
final class StatisticsContractTest extends StoreContract {
  private JobApplication add(String company, @Nullable String source, Object... stagesAndDays) {
    List<NewApplication.Move> moves = new ArrayList<>();
    for (int i = 0; i < stagesAndDays.length; i += 2) {
      moves.add(
          new NewApplication.Move(
              (Stage) stagesAndDays[i], LocalDate.parse((String) stagesAndDays[i + 1]), null));
    }
    return applications.add(
        new NewApplication(
            NewPosting.withoutText(null), JobDetails.of("Job", company), source, List.of(), moves));
  }

  private void addFive() {
    add("One", "LinkedIn", Stage.SAVED, "2026-04-01");
    add("One", "LinkedIn", Stage.APPLIED, "2026-04-01", Stage.REJECTED, "2026-04-11");
    add(
        "Two",
        "LinkedIn",
        Stage.APPLIED,
        "2026-04-08",
        Stage.SCREENING,
        "2026-04-10",
        Stage.INTERVIEWING,
        "2026-04-20",
        Stage.REJECTED,
        "2026-05-01");
    add("Two", null, Stage.APPLIED, "2026-04-09", Stage.GHOSTED, "2026-05-02");
    add("Three", "Referral", Stage.APPLIED, "2026-04-22");
  }

  @Test
  void ofNothingEveryNumberIsZero() {
    Statistics none = applications.statistics(StatisticsPeriod.ALL);
    assertThat(none.total()).isZero();
    assertThat(none.byStage()).hasSize(Stage.values().length).containsEntry(Stage.OFFER, 0L);
    assertThat(none.flows()).isEmpty();
    assertThat(none.funnel()).allSatisfy(step -> assertThat(step.ofApplied()).isZero());
  }

  @Test
  void aRejectionDoesNotEraseAnInterview() {
    addFive();
    Statistics all = applications.statistics(StatisticsPeriod.ALL);
    assertThat(all.total()).isEqualTo(5);
    assertThat(all.byStage()).containsEntry(Stage.REJECTED, 2L).containsEntry(Stage.SAVED, 1L);
    assertThat(all.byFurthest())
        .containsEntry(Stage.INTERVIEWING, 1L)
        .containsEntry(Stage.APPLIED, 3L)
        .containsEntry(Stage.SAVED, 1L);
    assertThat(all.funnel())
        .extracting(Statistics.Step::count)
        .containsExactly(5L, 4L, 1L, 1L, 1L, 0L);
    assertThat(all.funnel().get(2).ofApplied()).isEqualTo(0.25);
  }

  @Test
  void movesAndTheirTimesAreCounted() {
    addFive();
    Statistics all = applications.statistics(StatisticsPeriod.ALL);
    assertThat(all.flows())
        .containsExactlyInAnyOrder(
            new Flow(Stage.APPLIED, Stage.REJECTED, 1),
            new Flow(Stage.APPLIED, Stage.SCREENING, 1),
            new Flow(Stage.APPLIED, Stage.GHOSTED, 1),
            new Flow(Stage.SCREENING, Stage.INTERVIEWING, 1),
            new Flow(Stage.INTERVIEWING, Stage.REJECTED, 1));
    assertThat(all.timeInStage().getFirst().stage()).isEqualTo(Stage.APPLIED);
    StageTime applied = all.timeInStage().getFirst();
    assertThat(applied.count()).isEqualTo(3);
    assertThat(applied.medianDays()).isEqualTo(10);
    assertThat(applied.meanDays()).isCloseTo(35 / 3.0, within(1e-9));
  }

  @Test
  void answersAreCountedBySourceCompanyAndWeek() {
    addFive();
    Statistics all = applications.statistics(StatisticsPeriod.ALL);
    assertThat(all.bySource())
        .containsExactlyInAnyOrder(
            new AnswerRate("LinkedIn", 2, 2, 1),
            new AnswerRate("", 1, 0, 0),
            new AnswerRate("Referral", 1, 0, 0));
    assertThat(all.bySource().getFirst().rate()).isEqualTo(1.0);
    assertThat(all.byCompany())
        .containsExactly(
            new AnswerRate("Two", 2, 1, 1),
            new AnswerRate("One", 1, 1, 0),
            new AnswerRate("Three", 1, 0, 0));
    assertThat(all.byWeek())
        .containsExactly(
            new AnswerRate("2026-04-20", 1, 0, 0),
            new AnswerRate("2026-04-06", 2, 1, 1),
            new AnswerRate("2026-03-30", 1, 1, 0));
  }

  @Test
  void silenceIsThatOfOpenApplicationsThatWereSent() {
    addFive();
    add("Four", null, Stage.APPLIED, "2026-05-01");
    add("Five", null, Stage.APPLIED, "2025-05-01");
    assertThat(applications.statistics(StatisticsPeriod.ALL).silence())
        .extracting(Silence::fromDays, Silence::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 1L),
            org.assertj.core.groups.Tuple.tuple(7, 1L),
            org.assertj.core.groups.Tuple.tuple(14, 0L),
            org.assertj.core.groups.Tuple.tuple(30, 0L),
            org.assertj.core.groups.Tuple.tuple(60, 0L),
            org.assertj.core.groups.Tuple.tuple(90, 1L));
  }

  @Test
  void aPeriodCountsWhatBeganInIt() {
    addFive();
    Statistics april =
        applications.statistics(
            new StatisticsPeriod(LocalDate.of(2026, 4, 8), LocalDate.of(2026, 4, 30)));
    assertThat(april.total()).isEqualTo(3);
    assertThat(april.flows()).contains(new Flow(Stage.APPLIED, Stage.GHOSTED, 1)).hasSize(4);
    assertThat(april.bySource()).hasSize(3);
  }

  @Test
  void theTrashAndCorrectedMovesAreNotCounted() {
    JobApplication one = add("One", null, Stage.APPLIED, "2026-04-01", Stage.OFFER, "2026-04-02");
    StageChange offer = applications.history(one.id()).current();
    applications.correct(one.id(), offer.id(), Stage.REJECTED, null, null);
    JobApplication two = add("Two", null, Stage.APPLIED, "2026-04-01", Stage.OFFER, "2026-04-02");
    applications.trash(two.id());
    Statistics all = applications.statistics(StatisticsPeriod.ALL);
    assertThat(all.total()).isEqualTo(1);
    assertThat(all.byFurthest()).containsEntry(Stage.OFFER, 0L);
    assertThat(all.flows()).containsExactly(new Flow(Stage.APPLIED, Stage.REJECTED, 1));
    applications.restore(two.id());
    assertThat(applications.statistics(StatisticsPeriod.ALL).flows()).hasSize(2);
  }

  @Test
  void whateverHappensTheNumbersAreThoseOfTheHistories() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Stage> stages = List.of(Stage.values());
    List<JobApplication> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(add("Company " + i % 4, i % 2 == 0 ? "A" : "B"));
    }
    for (int i = 0; i < 150; i++) {
      JobApplication one = all.get(random.nextInt(all.size()));
      Stage stage = stages.get(random.nextInt(stages.size()));
      LocalDate day = TODAY.minusDays(random.nextInt(100));
      switch (random.nextInt(6)) {
        case 0 -> applications.trash(one.id());
        case 1 -> applications.restore(one.id());
        case 2 -> {
          List<StageChange> moves = applications.history(one.id()).moves();
          StageChange wrong = moves.get(random.nextInt(moves.size()));
          applications.correct(one.id(), wrong.id(), stage, null, null);
        }
        default -> applications.move(one.id(), stage, day, null);
      }
    }
    Map<Stage, Long> byStage = new EnumMap<>(Stage.class);
    Map<Stage, Long> byFurthest = new EnumMap<>(Stage.class);
    Map<String, Long> flows = new java.util.TreeMap<>();
    long answered = 0;
    for (JobApplication one : all) {
      if (applications.get(one.id()).trashedAt() == null) {
        var history = applications.history(one.id());
        byStage.merge(history.current().stage(), 1L, Long::sum);
        byFurthest.merge(history.furthest(), 1L, Long::sum);
        List<StageChange> moves = history.moves();
        for (int i = 1; i < moves.size(); i++) {
          flows.merge(moves.get(i - 1).stage() + ">" + moves.get(i).stage(), 1L, Long::sum);
        }
        answered += history.appliedOn().isPresent() && history.answeredOn().isPresent() ? 1 : 0;
      }
    }
    Statistics statistics = applications.statistics(StatisticsPeriod.ALL);
    for (Stage stage : Stage.values()) {
      assertThat(statistics.byStage().get(stage))
          .as("seed %d, %s", seed, stage)
          .isEqualTo(byStage.getOrDefault(stage, 0L));
      assertThat(statistics.byFurthest().get(stage))
          .as("seed %d, %s", seed, stage)
          .isEqualTo(byFurthest.getOrDefault(stage, 0L));
    }
    Map<String, Long> counted = new java.util.TreeMap<>();
    statistics.flows().forEach(flow -> counted.put(flow.from() + ">" + flow.to(), flow.count()));
    assertThat(counted).as("seed %d", seed).isEqualTo(flows);
    assertThat(statistics.bySource().stream().mapToLong(AnswerRate::answered).sum())
        .as("seed %d", seed)
        .isEqualTo(answered);
  }
}
