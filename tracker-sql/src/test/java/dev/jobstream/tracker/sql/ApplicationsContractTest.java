package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Evidence;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewEntry;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.RecordedMove;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.SavedAnalysis;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.TrackerException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Applications and their moves. */
final class ApplicationsContractTest extends StoreContract {
  private static final JobDetails EVERYTHING =
      JobDetails.builder()
          .title("Entwickler:in “Backend”")
          .company("Müller & Söhne GmbH")
          .location("Zürich")
          .workplaceType(WorkplaceType.HYBRID)
          .employmentType(EmploymentType.PART_TIME)
          .seniority(Seniority.MID_SENIOR)
          .industry("Logistics")
          .skills(List.of("C++", "REST API"))
          .salary(
              new Salary(new BigDecimal("55.50"), new BigDecimal("70"), "CHF", Salary.Period.HOUR))
          .sourceUrl("https://jobs.example/1?a=b")
          .applyUrl("https://jobs.example/1/apply")
          .datePosted(LocalDate.of(2026, 4, 1))
          .validThrough(LocalDate.of(2026, 6, 30))
          .build();

  @Test
  void everythingThatIsSavedComesBack() {
    NewApplication added =
        new NewApplication(
            new NewPosting("The text\n😀", "<p>The text</p>", "https://jobs.example/1", null),
            EVERYTHING,
            "LinkedIn",
            List.of("dream", "near"),
            List.of(
                new NewApplication.Move(Stage.SAVED, LocalDate.of(2026, 4, 2), null),
                new NewApplication.Move(Stage.APPLIED, LocalDate.of(2026, 4, 5), "by mail")));
    JobApplication saved = applications.add(added);
    JobApplication read = applications.get(saved.id());
    assertThat(read).isEqualTo(saved);
    assertThat(read.job()).isEqualTo(EVERYTHING);
    assertThat(read.source()).isEqualTo("LinkedIn");
    assertThat(read.tags()).containsExactly("dream", "near");
    assertThat(read.stage()).isEqualTo(Stage.APPLIED);
    assertThat(read.appliedOn()).isEqualTo(LocalDate.of(2026, 4, 5));
    Posting posting = applications.posting(saved.id());
    assertThat(posting.text()).isEqualTo("The text\n😀");
    assertThat(posting.html()).isEqualTo("<p>The text</p>");
    assertThat(posting.sourceUrl()).isEqualTo("https://jobs.example/1");
    assertThat(posting.analysis()).isNull();
    assertThat(applications.history(saved.id()).recorded())
        .extracting(StageChange::note)
        .containsExactly(null, "by mail");
  }

  @Test
  void anAnalysisIsKeptWithItsEvidence() throws Exception {
    Path sample = Path.of(System.getProperty("jobstream.project"), "samples/plain-text.txt");
    PostingAnalysis analysis =
        PostingAnalyzer.factsOnly(PostingText.ofBytes(Files.readAllBytes(sample)));
    JobApplication saved =
        applications.add(
            NewApplication.of(NewPosting.of(analysis), JobDetails.of(analysis.findings())));
    assertThat(applications.posting(saved.id()).analysis()).isEqualTo(SavedAnalysis.of(analysis));
    assertThat(saved.job().salary()).isNotNull();
    assertThat(applications.get(saved.id()).job()).isEqualTo(saved.job());
  }

  @Test
  void howSureAModelWasIsKeptToo() {
    Finding finding =
        new Finding(
            PostingField.TITLE,
            new FieldValue.Text("Baker"),
            Evidence.of(new Span(0, 5)),
            Finding.Origin.MODEL,
            OptionalDouble.of(0.6123));
    SavedAnalysis analysis =
        new SavedAnalysis(
            Map.of(PostingField.TITLE, finding),
            PostingAnalysis.Outcome.COMPLETE,
            "built-in",
            List.of());
    JobApplication saved =
        applications.add(
            NewApplication.of(
                new NewPosting("Baker", null, null, analysis), JobDetails.of("Baker", "Bread")));
    assertThat(finding.confidence()).hasValue(0.612);
    assertThat(applications.posting(saved.id()).analysis()).isEqualTo(analysis);
  }

  @Test
  void withoutAnyMoveItIsSavedToday() {
    JobApplication saved = add("Baker", "Bread Ltd");
    assertThat(saved.stage()).isEqualTo(Stage.SAVED);
    assertThat(saved.stageSince()).isEqualTo(TODAY);
    assertThat(saved.appliedOn()).isNull();
  }

  @Test
  void whatIsWrittenDownFromTheBeginningIsKeptWithTheApplicationOrNothingIs() {
    NewApplication added =
        new NewApplication(
            NewPosting.withoutText(null),
            JobDetails.of("Baker", "Bread Ltd"),
            null,
            List.of(),
            List.of(),
            List.of(
                new NewEntry.Text("Found in a newspaper"),
                new Contact.Details("Ada", null, "ada@bread.example", null, null, null),
                new NewEntry.Todo("Call", TODAY.plusDays(2))));
    JobApplication saved = applications.add(added);
    assertThat(applications.get(saved.id())).isEqualTo(saved);
    assertThat(tracker.journal().entries(saved.id()))
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Note.class, Contact.class, Reminder.class);
    assertThat(tracker.journal().openReminders(null, PageRequest.first(10)).items()).hasSize(1);

    NewApplication bad =
        new NewApplication(
            added.posting(),
            JobDetails.of("Butcher", "Meat Ltd"),
            null,
            List.of(),
            List.of(),
            List.of(new NewEntry.Text("Kept only with the next"), new NewEntry.Text(" ")));
    assertThatThrownBy(() -> applications.add(bad)).isInstanceOf(TrackerException.Invalid.class);
    assertThat(applications.search(SearchQuery.all(), PageRequest.first(10)).items())
        .containsExactly(saved);
  }

  @Test
  void ofSeveralThatAreAddedTogetherABadOneLeavesNothing() {
    NewApplication good =
        NewApplication.of(NewPosting.withoutText(null), JobDetails.of("Good", "One"));
    NewApplication bad =
        new NewApplication(
            NewPosting.withoutText(null),
            JobDetails.of("Bad", "Two"),
            null,
            List.of(),
            List.of(new NewApplication.Move(Stage.APPLIED, TODAY.plusDays(40), null)));
    assertThatThrownBy(() -> applications.addAll(List.of(good, bad)))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessage(
            "The day `2026-06-12` is still to come. Give the day on which the move happened.");
    assertThat(titles(SearchQuery.all())).isEmpty();
    assertThat(tracker.companies().list("", PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void everyMoveIsKeptAndTheFurthestStageToo() {
    JobApplication saved = add("Baker", "Bread Ltd");
    clock.advance(Duration.ofDays(1));
    applications.move(saved.id(), Stage.APPLIED, null, null);
    clock.advance(Duration.ofDays(5));
    applications.move(saved.id(), Stage.INTERVIEWING, null, "with the owner");
    clock.advance(Duration.ofDays(2));
    JobApplication rejected = applications.move(saved.id(), Stage.REJECTED, null, null);
    assertThat(rejected.stage()).isEqualTo(Stage.REJECTED);
    assertThat(rejected.furthestStage()).isEqualTo(Stage.INTERVIEWING);
    assertThat(rejected.appliedOn()).isEqualTo(TODAY.plusDays(1));
    assertThat(rejected.answeredOn()).isEqualTo(TODAY.plusDays(6));
    JobApplication reopened = applications.move(saved.id(), Stage.OFFER, null, "after all");
    assertThat(reopened.stage()).isEqualTo(Stage.OFFER);
    assertThat(applications.history(saved.id()).recorded())
        .extracting(StageChange::stage)
        .containsExactly(
            Stage.SAVED, Stage.APPLIED, Stage.INTERVIEWING, Stage.REJECTED, Stage.OFFER);
    assertThat(applications.get(saved.id())).isEqualTo(reopened);
  }

  @Test
  void aMoveDatedBeforeTheLatestFillsInTheHistory() {
    JobApplication saved =
        add(JobDetails.of("Baker", "Bread Ltd"), "", Stage.INTERVIEWING, "2026-04-20");
    JobApplication filled =
        applications.move(saved.id(), Stage.APPLIED, LocalDate.of(2026, 4, 1), null);
    assertThat(filled.stage()).isEqualTo(Stage.INTERVIEWING);
    assertThat(filled.appliedOn()).isEqualTo(LocalDate.of(2026, 4, 1));
  }

  @Test
  void whatWasAppliedForBeforeItWasSavedHereIsApplied() {
    JobApplication saved = add("Baker", "Bread Ltd");
    JobApplication applied =
        applications.move(saved.id(), Stage.APPLIED, TODAY.minusDays(30), null);
    assertThat(applied.stage()).isEqualTo(Stage.APPLIED);
    assertThat(applied.quietSince()).isEqualTo(TODAY.minusDays(30));
    assertThat(applications.statistics(StatisticsPeriod.ALL).silence())
        .filteredOn(silence -> silence.count() > 0)
        .singleElement()
        .satisfies(silence ->
            assertThat(silence.since()).isBeforeOrEqualTo(TODAY.minusDays(silence.fromDays())));
  }

  @Test
  void aWrongMoveIsCorrectedByAnother() {
    JobApplication saved =
        add(JobDetails.of("Baker", "Bread Ltd"), "", Stage.APPLIED, "2026-04-01");
    applications.move(saved.id(), Stage.OFFER, LocalDate.of(2026, 4, 9), null);
    StageChange wrong = applications.history(saved.id()).current();
    JobApplication corrected =
        applications.correct(saved.id(), wrong.id(), Stage.SCREENING, null, "the other job");
    assertThat(corrected.stage()).isEqualTo(Stage.SCREENING);
    assertThat(corrected.stageSince()).isEqualTo(LocalDate.of(2026, 4, 9));
    assertThat(corrected.furthestStage()).isEqualTo(Stage.SCREENING);
    assertThat(applications.history(saved.id()).recorded()).hasSize(3);
    assertThatThrownBy(
            () -> applications.correct(saved.id(), wrong.id(), Stage.APPLIED, null, null))
        .hasMessage(
            "The move `%s` is corrected already. Correct the move that stands for it."
                .formatted(wrong.id()));
  }

  @Test
  void manyAreMovedTogetherAndTakenBackTogether() {
    JobApplication saved = add("Baker", "Bread Ltd");
    JobApplication applied =
        add(JobDetails.of("Cook", "Soup Ltd"), "", Stage.APPLIED, "2026-04-01");
    List<Id> both = List.of(saved.id(), applied.id());
    List<RecordedMove> moves =
        applications.moveAll(both, Stage.REJECTED, LocalDate.of(2026, 5, 2), "both");
    assertThat(moves).extracting(RecordedMove::application).isEqualTo(both);
    assertThat(both)
        .extracting(id -> applications.get(id).stage())
        .containsExactly(Stage.REJECTED, Stage.REJECTED);
    applications.move(applied.id(), Stage.OFFER, null, "after all");

    applications.takeBack(moves);
    assertThat(applications.get(saved.id()).stage()).isEqualTo(Stage.SAVED);
    assertThat(applications.get(saved.id()).stageSince()).isEqualTo(saved.stageSince());
    assertThat(applications.get(saved.id()).quietSince()).isEqualTo(saved.quietSince());
    assertThat(applications.history(applied.id()).moves())
        .extracting(StageChange::stage)
        .containsExactly(Stage.APPLIED, Stage.OFFER);
    assertThat(applications.history(applied.id()).recorded()).hasSize(4);
    assertThatThrownBy(() -> applications.takeBack(moves))
        .hasMessageContaining("is corrected already");
  }

  @Test
  void ofMovesThatBelongTogetherAllHappenOrNone() {
    JobApplication saved = add("Baker", "Bread Ltd");
    Id gone = new Id("0000000000000000");
    assertThatThrownBy(
            () -> applications.moveAll(List.of(saved.id(), gone), Stage.APPLIED, null, null))
        .isInstanceOf(TrackerException.NotFound.class);
    assertThat(applications.history(saved.id()).recorded()).hasSize(1);

    List<RecordedMove> moves = applications.moveAll(List.of(saved.id()), Stage.APPLIED, null, null);
    RecordedMove none = new RecordedMove(saved.id(), gone);
    assertThatThrownBy(() -> applications.takeBack(List.of(moves.getFirst(), none)))
        .isInstanceOf(TrackerException.NotFound.class);
    assertThat(applications.get(saved.id()).stage()).isEqualTo(Stage.APPLIED);

    Id other = add("Cook", "Soup Ltd").id();
    RecordedMove only = new RecordedMove(other, applications.history(other).current().id());
    assertThatThrownBy(() -> applications.takeBack(List.of(only)))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessageContaining("is the only one of the application");
  }

  @Test
  void anEditOfAnOlderVersionIsRefused() {
    JobApplication saved = add("Baker", "Bread Ltd");
    ApplicationEdit mine = ApplicationEdit.of(saved).withTags(List.of("mine"));
    ApplicationEdit theirs =
        ApplicationEdit.of(saved).withJob(JobDetails.of("Head Baker", "Bread Ltd"));
    JobApplication edited = applications.edit(theirs);
    assertThat(edited.version()).isEqualTo(saved.version() + 1);
    assertThatThrownBy(() -> applications.edit(mine))
        .isInstanceOf(TrackerException.Changed.class)
        .hasMessage(
            "The application `%s` was changed meanwhile, so nothing was saved. Look at it again and repeat your change."
                .formatted(saved.id()));
    assertThat(applications.get(saved.id()).job().title()).isEqualTo("Head Baker");
    assertThat(applications.get(saved.id()).tags()).isEmpty();
  }

  @Test
  void idsCanBeTypedAsPrefixes() {
    JobApplication saved = add("Baker", "Bread Ltd");
    clock.advance(Duration.ofHours(5));
    JobApplication other = add("Butcher", "Meat Ltd");
    String prefix = saved.id().text().substring(0, 5);
    assertThat(other.id().text()).doesNotStartWith(prefix);
    assertThat(applications.find(prefix.toUpperCase(java.util.Locale.ROOT).replace('0', 'O')))
        .isEqualTo(saved);
    assertThatThrownBy(() -> applications.find("0"))
        .isInstanceOf(TrackerException.Ambiguous.class)
        .hasMessage(
            "Several ids of applications begin with `0`: `%s`, `%s`. Type more of the one you mean."
                .formatted(saved.id(), other.id()));
    assertThatThrownBy(() -> applications.find("zzzz"))
        .isInstanceOf(TrackerException.NotFound.class)
        .hasMessage(
            "No application has an id that begins with `zzzz`. List them to see their ids.");
    assertThatThrownBy(() -> applications.find("a' OR 1=1"))
        .isInstanceOf(TrackerException.NotFound.class)
        .hasMessage(
            "`a' OR 1=1` is no id of an application. An id has letters and digits, at most 16.");
  }

  @Test
  void theTrashIsOutOfSightAndCanBeUndone() {
    JobApplication saved = add("Baker", "Bread Ltd");
    add("Butcher", "Meat Ltd");
    applications.trash(saved.id());
    assertThat(titles(SearchQuery.all())).containsExactly("Butcher");
    assertThat(titles(applications.trashed(PageRequest.first(5)))).containsExactly("Baker");
    assertThat(applications.get(saved.id()).trashedAt()).isEqualTo(clock.instant());
    JobApplication restored = applications.restore(saved.id());
    assertThat(restored).isEqualTo(saved);
    assertThat(titles(SearchQuery.all())).containsExactly("Butcher", "Baker");
  }

  @Test
  void onlyWhatIsInTheTrashIsDeletedForGood() {
    JobApplication saved = add("Baker", "Bread Ltd");
    tracker.journal().addNote(saved.id(), "gone soon");
    assertThatThrownBy(() -> applications.purge(saved.id()))
        .hasMessage(
            "The application `%s` is not in the trash. Put it there first.".formatted(saved.id()));
    applications.trash(saved.id());
    applications.purge(saved.id());
    assertThatThrownBy(() -> applications.get(saved.id()))
        .isInstanceOf(TrackerException.NotFound.class);
    assertThat(tracker.store().check()).isEmpty();
  }

  @Test
  void pagesFollowOneAnotherWhateverIsAddedMeanwhile() {
    for (int i = 0; i < 10; i++) {
      add("Job " + i, "Company");
    }
    List<String> seen = new ArrayList<>();
    PageRequest request = PageRequest.first(3);
    for (int i = 0; i < 4; i++) {
      Page<JobApplication> page = applications.search(SearchQuery.all(), request);
      page.items().forEach(item -> seen.add(Objects.requireNonNull(item.job().title())));
      add("Later", "Company");
      request = request.after(page.next());
    }
    assertThat(seen)
        .containsExactly(
            "Job 9", "Job 8", "Job 7", "Job 6", "Job 5", "Job 4", "Job 3", "Job 2", "Job 1",
            "Job 0");
    assertThat(request.after()).isNull();
  }

  @Test
  void aMarkThatIsNoneIsRefused() {
    assertThatThrownBy(() -> applications.search(SearchQuery.all(), new PageRequest(5, "no mark'")))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessage("`no mark'` is no mark of a page of this list. Begin with the first page.");
  }

  @Test
  void valuesOutOfBoundsAreRefusedInASentence() {
    assertThatThrownBy(() -> add("x".repeat(501), "Company"))
        .hasMessage("The title has 501 characters, at most 500 can be kept. Shorten it.");
    JobApplication saved = add("Baker\u0000\n ", " Bread\tLtd ");
    assertThat(saved.job().title()).isEqualTo("Baker");
    assertThat(saved.job().company()).isEqualTo("Bread Ltd");
    assertThatThrownBy(
            () -> applications.move(saved.id(), Stage.APPLIED, LocalDate.of(26, 1, 1), null))
        .hasMessage(
            "The day of the move `0026-01-01` is not between 1900-01-01 and 2199-12-31. Check the year.");
  }

  @Test
  void longNamesFitTheIndexesOfEveryDatabase() {
    String longest = "ﷺ".repeat(500);
    JobApplication saved =
        applications.add(
            NewApplication.of(
                new NewPosting("", null, "https://x.example/" + "é".repeat(1900), null),
                JobDetails.of(longest, longest)));
    assertThat(applications.get(saved.id())).isEqualTo(saved);
  }
}
