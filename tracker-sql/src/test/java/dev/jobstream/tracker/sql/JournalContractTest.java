package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Journal;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SavedSearches;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notes, contacts, interviews, reminders and saved searches. */
final class JournalContractTest extends StoreContract {
  private Journal journal;
  private JobApplication baker;

  @BeforeEach
  void addOne() {
    journal = tracker.journal();
    baker = add("Baker", "Bread Ltd");
  }

  private static Interview.Details interview(int round, String startsAt) {
    return new Interview.Details(
        round,
        Interview.Kind.VIDEO,
        ZonedDateTime.parse(startsAt),
        Duration.ofMinutes(45),
        "https://meet.example/1",
        List.of("Ann Baker", "Bo Miller"),
        Interview.Outcome.OPEN,
        "bring bread");
  }

  @Test
  void everyEntryComesBackAsItWasWritten() {
    Note note = journal.addNote(baker.id(), "First line\nsecond");
    Contact contact =
        journal.addContact(
            baker.id(),
            new Contact.Details("Ann", "owner", "ann@bread.example", "+49 1", "https://a", "nice"));
    Interview interview =
        journal.addInterview(baker.id(), interview(1, "2026-05-10T09:30:00+02:00[Europe/Berlin]"));
    Reminder reminder = journal.addReminder(baker.id(), "Call", LocalDate.of(2026, 5, 8));
    assertThat(journal.entries(baker.id())).containsExactly(note, contact, interview, reminder);
    assertThat(journal.nextRound(baker.id())).isEqualTo(2);
    assertThat(journal.find(Interview.class, interview.id().text())).isEqualTo(interview);
    assertThat(applications.get(baker.id()).quietSince()).isEqualTo(LocalDate.of(2026, 5, 10));
    assertThat(applications.get(baker.id()).version()).isEqualTo(baker.version());
  }

  @Test
  void aCancelledInterviewIsNoSignOfLife() {
    Interview.Details agreed = interview(1, "2026-05-10T09:30:00+02:00[Europe/Berlin]");
    Interview interview = journal.addInterview(baker.id(), agreed);
    journal.save(
        Interview.class,
        interview.with(
            new Interview.Details(
                1,
                agreed.kind(),
                agreed.startsAt(),
                agreed.length(),
                agreed.place(),
                agreed.people(),
                Interview.Outcome.CANCELLED,
                agreed.note())));
    assertThat(applications.get(baker.id()).quietSince()).isEqualTo(TODAY);
  }

  @Test
  void aChangeOfAnOlderVersionIsRefused() {
    Note note = journal.addNote(baker.id(), "mine");
    Note changed = journal.save(Note.class, note.withText("theirs"));
    assertThat(changed.version()).isEqualTo(2);
    assertThatThrownBy(() -> journal.save(Note.class, note.withText("lost")))
        .isInstanceOf(TrackerException.Changed.class)
        .hasMessageStartingWith("The note `%s` was changed meanwhile".formatted(note.id()));
    assertThat(journal.entries(baker.id())).containsExactly(changed);
  }

  @Test
  void whatIsRemovedCanBeBroughtBack() {
    Note note = journal.addNote(baker.id(), "keep me");
    assertThat(journal.remove(Note.class, note.id())).isEqualTo(note);
    assertThat(journal.entries(baker.id())).isEmpty();
    assertThatThrownBy(() -> journal.save(Note.class, note.withText("x")))
        .isInstanceOf(TrackerException.NotFound.class)
        .hasMessage(
            "There is no note `%s`. It may have been deleted meanwhile.".formatted(note.id()));
    assertThat(journal.restore(Note.class, note.id())).isEqualTo(note);
    assertThat(journal.entries(baker.id())).containsExactly(note);
  }

  @Test
  void openRemindersAreListedByDayAndDoneOnesAreNot() {
    Reminder later = journal.addReminder(baker.id(), "Later", LocalDate.of(2026, 6, 1));
    Reminder sooner = journal.addReminder(baker.id(), "Sooner", LocalDate.of(2026, 5, 4));
    JobApplication thrown = add("Thrown", "Away");
    journal.addReminder(thrown.id(), "Never", LocalDate.of(2026, 5, 1));
    applications.trash(thrown.id());
    assertThat(journal.openReminders(null, PageRequest.first(10)).items())
        .containsExactly(sooner, later);
    var first = journal.openReminders(null, PageRequest.first(1));
    assertThat(journal.openReminders(null, new PageRequest(1, first.next())).items())
        .containsExactly(later);
    assertThat(journal.openReminders(LocalDate.of(2026, 5, 31), PageRequest.first(10)).items())
        .containsExactly(sooner);
    Reminder done = journal.setDone(sooner.id(), true);
    assertThat(done.doneAt()).isEqualTo(clock.instant());
    assertThat(journal.openReminders(null, PageRequest.first(10)).items()).containsExactly(later);
    assertThat(journal.setDone(sooner.id(), false).isDone()).isFalse();
  }

  @Test
  void interviewsAreListedByTheirTime() {
    Interview second = journal.addInterview(baker.id(), interview(2, "2026-05-20T10:00:00Z"));
    Interview first = journal.addInterview(baker.id(), interview(1, "2026-05-10T10:00:00+09:00"));
    assertThat(journal.interviews(null, null, PageRequest.first(9)).items())
        .containsExactly(first, second);
    assertThat(
            journal
                .interviews(
                    Instant.parse("2026-05-10T01:00:00Z"),
                    Instant.parse("2026-05-20T10:00:00Z"),
                    PageRequest.first(9))
                .items())
        .containsExactly(first);
    var page = journal.interviews(null, null, PageRequest.first(1));
    assertThat(journal.interviews(null, null, new PageRequest(1, page.next())).items())
        .containsExactly(second);
  }

  @Test
  void badValuesAreRefusedInASentence() {
    assertThatThrownBy(() -> journal.addNote(baker.id(), " \n "))
        .hasMessage("The note is empty. Give one.");
    assertThatThrownBy(() -> journal.addInterview(baker.id(), interview(0, "2026-05-10T10:00:00Z")))
        .hasMessage("The round `0` of an interview is not between 1 and 100.");
    assertThatThrownBy(() -> journal.addReminder(baker.id(), "x", LocalDate.of(12026, 1, 1)))
        .hasMessage(
            "The due day `+12026-01-01` is not between 1900-01-01 and 2199-12-31. Check the year.");
  }

  @Test
  void searchesAreSavedUnderNamesOfTheirOwn() {
    SavedSearches searches = tracker.savedSearches();
    SavedSearch saved = searches.add("Remote Java", "skill:java workplace:remote");
    assertThat(searches.find("remote java")).isEqualTo(saved);
    assertThat(searches.find(saved.id().text().substring(0, 9))).isEqualTo(saved);
    assertThatThrownBy(() -> searches.add("REMOTE  java", "x"))
        .hasMessage(
            "A search `Remote Java` is saved already. Take another name, or change that one.");
    SavedSearch changed =
        searches.save(new SavedSearch(saved.id(), 1, "Remote", "skill:java", saved.createdAt()));
    assertThat(changed.version()).isEqualTo(2);
    assertThatThrownBy(() -> searches.save(saved)).isInstanceOf(TrackerException.Changed.class);
    searches.add("Another", "x");
    assertThat(searches.list(PageRequest.first(10)).items())
        .extracting(SavedSearch::name)
        .containsExactly("Another", "Remote");
    assertThat(searches.delete(saved.id())).isEqualTo(changed);
    assertThatThrownBy(() -> searches.find("remote")).isInstanceOf(TrackerException.class);
  }
}
