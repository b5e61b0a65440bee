package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.Stage;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApplicationPageTest {
  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  private Dossier dossier(Id id) {
    return site.tracker().applications().dossier(id);
  }

  @Test
  void everythingIsOnItsPageAndAPostingsScriptsAreText() {
    JobApplication application = TestApplications.full(site.tracker());
    String page = site.get("/applications/" + application.id()).body();
    assertThat(page)
        .contains("<h1>Senior Backend Engineer</h1>")
        .contains("80,000 to 95,000 EUR per year")
        .contains("Mara Lind", "Read their engineering blog", "resume.txt", "on-call")
        .contains("Fri 20 Mar 2026, 10:30")
        .contains("&lt;script&gt;alert(")
        .doesNotContain("<script>alert");
  }

  @Test
  void theEvidenceOfADetailIsMarkedInThePostingAndAValueWithoutIsSaidToBeSo() {
    JobApplication application = TestApplications.full(site.tracker());
    String page = site.get("/applications/" + application.id()).body();
    assertThat(page)
        .containsPattern(
            "<mark id=\"evidence-\\d+\" data-fields=\"company\"[^>]*>Nordwind Energy</mark>")
        .containsPattern("Energy</span>\\s*<span class=\"badge warn\">not in the posting</span>");
    assertThat(page.split("badge warn", -1)).hasSize(2);
  }

  @Test
  void evidenceOfWhatTheUserChangedIsNoneOfTheNewValue() {
    JobApplication application = TestApplications.full(site.tracker());
    String page =
        site.submit(
                "/applications/%s/edit".formatted(application.id()),
                "version",
                Long.toString(application.version()),
                "title",
                "Staff Engineer",
                "company",
                "Nordwind Energy",
                "salaryMin",
                "90 000",
                "currency",
                "eur",
                "skills",
                "Java,  Go, java")
            .body();
    assertThat(page).contains("<h1>Staff Engineer</h1>", "from 90,000 EUR").contains("Java, Go");
    assertThat(page).doesNotContain("Where the posting says so: Title");
    assertThat(page).contains("Where the posting says so: Company");
  }

  @Test
  void anEditOfWhatSomebodyElseChangedIsRefused() {
    JobApplication application = TestApplications.full(site.tracker());
    String path = "/applications/%s/edit".formatted(application.id());
    String version = Long.toString(application.version());
    site.submit(path, "version", version, "title", "First");
    HttpResponse<String> second = site.form(path, "version", version, "title", "Second");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("was changed meanwhile");
    assertThat(dossier(application.id()).application().job().title()).isEqualTo("First");
  }

  @Test
  void aMoveHasADayAndAnEndCanBeReopened() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    String moves = "/applications/%s/moves".formatted(id);
    site.submit(moves, "stage", "REJECTED", "on", "2026-03-10", "note", "by letter");
    assertThat(dossier(id).application().stageSince()).isEqualTo(LocalDate.of(2026, 3, 10));
    String page = site.get("/applications/" + id).body();
    assertThat(page).contains("Reopen as", "by letter");
    site.submit(moves, "stage", "INTERVIEWING", "on", "2026-03-19");
    assertThat(dossier(id).application().stage()).isEqualTo(Stage.INTERVIEWING);
    assertThat(dossier(id).history().recorded()).hasSize(3);

    assertThat(site.form(moves, "stage", "NOWHERE").statusCode()).isEqualTo(422);
    assertThat(site.form(moves, "stage", "OFFER", "on", "2026-13-01").body())
        .contains("2026-13-01");
    assertThat(site.form(moves, "stage", "OFFER", "on", "2027-01-01").body())
        .contains("still to come");
  }

  @Test
  void aWrongMoveIsCorrectedAndStaysInTheTimeline() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme", Stage.SAVED, Stage.OFFER).id();
    Id wrong = dossier(id).history().current().id();
    String page =
        site.submit("/applications/%s/moves/%s/correct".formatted(id, wrong), "stage", "SCREENING")
            .body();
    assertThat(page).contains("timeline-item corrected");
    assertThat(dossier(id).application().stage()).isEqualTo(Stage.SCREENING);
  }

  @Test
  void notesContactsInterviewsAndRemindersComeChangeGoAndComeBack() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    String entries = "/applications/%s/entries/".formatted(id);
    site.submit(entries + "notes", "text", "first");
    Note note = dossier(id).entries(Note.class).getFirst();
    site.submit("/entries/notes/" + note.id(), "version", "1", "text", "changed");
    assertThat(dossier(id).entries(Note.class).getFirst().text()).isEqualTo("changed");
    assertThat(
            site.form("/entries/notes/" + note.id(), "version", "1", "text", "late").statusCode())
        .isEqualTo(409);

    String page = site.submit("/entries/notes/" + note.id() + "/remove").body();
    assertThat(page).contains("The note is removed.").contains("Undo");
    assertThat(dossier(id).entries()).isEmpty();
    site.submit("/entries/notes/" + note.id() + "/restore");
    assertThat(dossier(id).entries()).hasSize(1);

    site.submit(entries + "contacts", "name", "Mara", "email", "mara@example.org");
    site.submit(
        entries + "interviews",
        "startsAt",
        "2026-03-20T10:30",
        "zone",
        "America/New_York",
        "kind",
        "PHONE",
        "minutes",
        "30",
        "people",
        "Mara, Tom");
    Interview interview = dossier(id).entries(Interview.class).getFirst();
    assertThat(interview.details().startsAt().toInstant()).hasToString("2026-03-20T14:30:00Z");
    assertThat(interview.details().people()).containsExactly("Mara", "Tom");
    assertThat(
            site.form(entries + "interviews", "startsAt", "2026-03-20T10:30", "zone", "Mars/Base")
                .body())
        .contains("`Mars/Base`");

    site.submit(entries + "reminders", "action", "Ask", "due", "2026-03-25");
    Reminder reminder = dossier(id).entries(Reminder.class).getFirst();
    site.submit("/entries/reminders/" + reminder.id() + "/done");
    assertThat(dossier(id).entries(Reminder.class).getFirst().isDone()).isTrue();
    site.submit("/entries/reminders/" + reminder.id() + "/open");
    assertThat(dossier(id).entries(Reminder.class).getFirst().isDone()).isFalse();

    assertThat(site.form(entries + "wishes", "text", "x").statusCode()).isEqualTo(404);
    assertThat(site.form(entries + "notes", "text", " ").statusCode()).isEqualTo(422);
  }

  @Test
  void deletingGoesThroughTheTrash() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    assertThat(site.form("/applications/%s/purge".formatted(id)).statusCode()).isEqualTo(422);
    HttpResponse<String> trashed = site.form("/applications/%s/trash".formatted(id));
    assertThat(trashed.headers().firstValue("Location")).contains("/table?undo=applications." + id);
    assertThat(site.get("/applications/" + id).body()).contains("in the trash");
    site.submit("/applications/%s/restore".formatted(id));
    assertThat(site.get("/applications/" + id).body()).doesNotContain("in the trash");
    site.form("/applications/%s/trash".formatted(id));
    site.form("/applications/%s/purge".formatted(id));
    assertThat(site.get("/applications/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsToldInASentence() {
    assertThat(site.get("/applications/none").statusCode()).isEqualTo(404);
    assertThat(site.get("/applications/0000000000000000").body())
        .contains("No application has an id");
    assertThat(site.get("/documents/%2e%2e").statusCode()).isEqualTo(404);
  }
}
