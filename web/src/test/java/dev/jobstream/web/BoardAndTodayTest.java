package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.Stage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BoardAndTodayTest {
  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void theBoardHasAColumnForEveryStageWithItsNumber() {
    TestApplications.several(site.tracker());
    String page = site.get("/board").body();
    for (Stage stage : Stage.values()) {
      assertThat(page).contains("data-stage=\"%s\"".formatted(stage));
    }
    assertThat(page).containsPattern("Rejected <span class=\"badge\" data-part=\"count\">2</span>");
  }

  @Test
  void theRestOfAColumnIsAskedForByItsMark() {
    for (int i = 0; i < 25; i++) {
      TestApplications.add(site.tracker(), "Job " + i, "Acme");
    }
    String more = "hx-get=\"";
    String page = site.get("/board").body();
    String address =
        page.substring(page.indexOf(more) + more.length()).split("\"", 2)[0].replace("&amp;", "&");
    String rest = site.get(address).body();
    assertThat(rest.split("class=\"board-card\"", -1)).hasSize(6);
    assertThat(rest).doesNotContain("<html", "card-more");
  }

  @Test
  void anEmptyTodayLeadsToAdd() {
    assertThat(site.get("/").body()).contains("Add your first posting", "href=\"/add\"");
    TestApplications.add(site.tracker(), "Engineer", "Acme");
    assertThat(site.get("/").body()).contains("Nothing to do today.");
  }

  @Test
  void todayHasWhatIsDueWhatIsThisWeekAndWhatHasGoneQuiet() {
    TestApplications.full(site.tracker());
    site.tracker()
        .applications()
        .add(
            new NewApplication(
                NewPosting.withoutText(null),
                JobDetails.of("Quiet job", "Hush"),
                null,
                List.of(),
                List.of(
                    new NewApplication.Move(
                        Stage.APPLIED, TestApplications.TODAY.minusDays(15), null))));
    site.tracker()
        .applications()
        .add(
            NewApplication.of(
                NewPosting.withoutText(null),
                JobDetails.of("Closing job", "Last Call").toBuilder()
                    .validThrough(TestApplications.TODAY.plusDays(2))
                    .build()));
    String page = site.get("/").body();
    assertThat(page)
        .contains("Read their engineering blog")
        .contains("Interviews this week", "Fri 20 Mar 2026, 10:30")
        .contains("Quiet job", "last sign 15 days ago")
        .contains("Closing job", "in 2 days");
  }

  @Test
  void aCancelledInterviewIsNotToBeKept() {
    Id application = TestApplications.full(site.tracker()).id();
    Interview interview =
        site.tracker().applications().dossier(application).entries(Interview.class).getFirst();
    Interview.Details details = interview.details();
    site.tracker()
        .journal()
        .save(
            Interview.class,
            interview.with(
                new Interview.Details(
                    details.round(),
                    details.kind(),
                    details.startsAt(),
                    details.length(),
                    details.place(),
                    details.people(),
                    Interview.Outcome.CANCELLED,
                    details.note())));
    assertThat(site.get("/").body()).doesNotContain("Interviews this week");
  }

  @Test
  void aReminderIsDoneFromHereAndOpenedAgain() {
    Id application = TestApplications.full(site.tracker()).id();
    Reminder reminder =
        site.tracker().applications().dossier(application).entries(Reminder.class).getFirst();
    String page =
        site.submit("/entries/reminders/%s/done?from=today".formatted(reminder.id())).body();
    assertThat(page).contains("Undo").doesNotContain("Read their engineering blog");
    assertThat(site.submit("/entries/reminders/%s/open?from=today".formatted(reminder.id())).body())
        .contains("Read their engineering blog");
  }
}
