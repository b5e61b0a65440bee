package dev.jobstream.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.Evidence;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Dossiers.Outcome;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.SavedAnalysis;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole applications go from one store into another, and are the same there. */
final class DossiersContractTest extends StoreContract {
  @Test
  void everythingGoesFromOneStoreIntoAnother(@org.junit.jupiter.api.io.TempDir Path otherFolder) {
    JobApplication baker =
        add(
            JobDetails.builder().title("Baker").company("Bread Ltd").skills(List.of("rye")).build(),
            "You bake bread at night.",
            Stage.APPLIED,
            "2026-04-01",
            Stage.OFFER,
            "2026-04-09");
    StageChange wrong = applications.history(baker.id()).current();
    applications.correct(baker.id(), wrong.id(), Stage.REJECTED, null, "a mistake");
    tracker.journal().addNote(baker.id(), "A note");
    tracker.journal().addReminder(baker.id(), "Call", LocalDate.of(2026, 5, 8));
    tracker
        .journal()
        .addContact(baker.id(), new Contact.Details("Ann", null, null, null, null, null));
    tracker.documents().attach(baker.id(), Document.Kind.RESUME, "cv.pdf", content("my résumé"));
    JobApplication cook = add("Cook", "B. Ltd");
    applications.trash(cook.id());
    tracker
        .companies()
        .merge(tracker.companies().find("Bread Ltd").id(), tracker.companies().find("B. Ltd").id());
    SavedSearch search = tracker.savedSearches().add("Nights", "night");

    try (Tracker other =
        new Tracker(
            database.open(database.newLocation(otherFolder)),
            new DocumentFolder(otherFolder.resolve("documents"), DOCUMENT_BYTES),
            clock)) {
      tracker
          .companies()
          .list("", PageRequest.first(10))
          .items()
          .forEach(company -> assertThat(other.dossiers().add(company)).isEqualTo(Outcome.ADDED));
      assertThat(other.dossiers().add(search)).isEqualTo(Outcome.ADDED);
      List<Dossier> dossiers = tracker.dossiers().page(PageRequest.first(10)).items();
      for (Dossier dossier : dossiers) {
        assertThat(other.dossiers().add(dossier, this::open)).isEqualTo(Outcome.ADDED);
      }
      assertThat(other.dossiers().page(PageRequest.first(10)).items()).isEqualTo(dossiers);
      assertThat(other.companies().list("", PageRequest.first(10)))
          .isEqualTo(tracker.companies().list("", PageRequest.first(10)));
      assertThat(other.savedSearches().find("nights")).isEqualTo(search);
      assertThat(other.documents().file(dossiers.getFirst().documents().getFirst()))
          .hasContent("my résumé");
      assertThat(other.applications().statistics(StatisticsPeriod.ALL))
          .isEqualTo(applications.statistics(StatisticsPeriod.ALL));
      assertThat(
              other
                  .applications()
                  .search(
                      SearchQuery.of(new SearchTerm.Text("bread at night", false)),
                      PageRequest.first(5))
                  .items())
          .hasSize(1);
      assertThat(other.dossiers().add(dossiers.getFirst(), this::open)).isEqualTo(Outcome.SAME);
      other.applications().move(baker.id(), Stage.ACCEPTED, null, null);
      assertThat(other.dossiers().add(dossiers.getFirst(), this::open))
          .isEqualTo(Outcome.DIFFERENT);
    }
  }

  @Test
  void anApplicationWithAnIdOfAnotherIsRefusedAloneAndWhole() {
    JobApplication baker = add("Baker", "Bread Ltd");
    tracker.journal().addNote(baker.id(), "A note");
    Dossier theirs = applications.dossier(baker.id());
    JobApplication given = theirs.application();
    Id free = new Id("0000000000000001");
    Dossier forged =
        new Dossier(
            new JobApplication(
                free,
                1,
                given.postingId(),
                given.job(),
                given.company(),
                null,
                List.of(),
                given.stage(),
                given.stageSince(),
                given.furthestStage(),
                null,
                null,
                given.quietSince(),
                given.createdAt(),
                given.updatedAt(),
                null),
            theirs.posting(),
            theirs.history(),
            theirs.entries(),
            List.of());

    assertThatThrownBy(() -> tracker.dossiers().add(forged, this::open))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessageStartingWith("An id of it belongs to something else that is kept");
    assertThat(tracker.dossiers().page(PageRequest.first(5)).items()).containsExactly(theirs);
  }

  @Test
  void valuesFromElsewhereAreCleanedAndCheckedAsThoseThatAreTyped() {
    JobApplication baker = add(JobDetails.of("Baker", "Bread Ltd"), "You bake bread at night.");
    Dossier whole = applications.dossier(baker.id());
    Posting posting = whole.posting();
    applications.trash(baker.id());
    applications.purge(baker.id());

    Dossier dirty =
        new Dossier(
            whole.application(),
            new Posting(posting.id(), "Bread\0 and rolls", null, null, null, posting.savedAt()),
            whole.history(),
            List.of(note(baker.id(), "A\0 note")),
            List.of());
    assertThat(tracker.dossiers().preview(dirty)).isEqualTo(Outcome.ADDED);
    assertThat(tracker.dossiers().page(PageRequest.first(5)).items()).isEmpty();
    assertThat(tracker.dossiers().add(dirty, this::open)).isEqualTo(Outcome.ADDED);
    Dossier kept = applications.dossier(baker.id());
    assertThat(kept.posting().text()).isEqualTo("Bread and rolls");
    assertThat(kept.entries(Note.class).getFirst().text()).isEqualTo("A note");
    assertThat(tracker.dossiers().add(dirty, this::open)).isEqualTo(Outcome.SAME);
    assertThat(tracker.dossiers().preview(dirty)).isEqualTo(Outcome.SAME);
  }

  @Test
  void evidenceBeyondThePostingIsRefused() {
    JobApplication baker = add(JobDetails.of("Baker", "Bread Ltd"), "Baker");
    Dossier whole = applications.dossier(baker.id());
    Posting posting = whole.posting();
    Finding finding =
        new Finding(
            PostingField.TITLE,
            new FieldValue.Text("Baker"),
            Evidence.of(new Span(0, 6)),
            Finding.Origin.FACT);
    Dossier wrong =
        new Dossier(
            whole.application(),
            new Posting(
                posting.id(),
                posting.text(),
                null,
                null,
                new SavedAnalysis(
                    Map.of(PostingField.TITLE, finding),
                    PostingAnalysis.Outcome.FACTS_ONLY,
                    null,
                    List.of()),
                posting.savedAt()),
            whole.history(),
            List.of(),
            List.of());

    assertThatThrownBy(() -> tracker.dossiers().add(wrong, this::open))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessage("The evidence of `title` ends at 6, and the posting's text has 5 characters.");
  }

  private static Note note(Id application, String text) {
    return new Note(
        new Id("0000000000000002"), 1, application, text, Instant.parse("2026-05-01T10:00:00Z"));
  }

  private InputStream open(Document document) {
    try {
      return Files.newInputStream(tracker.documents().file(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void aContentThatIsNotTheOneNamedIsRefusedAndNothingIsKept(
      @org.junit.jupiter.api.io.TempDir Path otherFolder) throws IOException {
    JobApplication baker = add("Baker", "Bread Ltd");
    tracker.documents().attach(baker.id(), Document.Kind.RESUME, "cv.pdf", content("mine"));
    Dossier dossier = applications.dossier(baker.id());
    try (Tracker other =
        new Tracker(
            database.open(database.newLocation(otherFolder)),
            new DocumentFolder(otherFolder.resolve("documents"), DOCUMENT_BYTES),
            clock)) {
      assertThatThrownBy(() -> other.dossiers().add(dossier, document -> content("forged")))
          .isInstanceOf(TrackerException.Invalid.class)
          .hasMessageStartingWith("The content of the document `cv.pdf` has the SHA-256 `");
      assertThat(other.dossiers().page(PageRequest.first(5)).items()).isEmpty();
      other.documents().sweep();
      try (var files = Files.walk(otherFolder.resolve("documents"))) {
        assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
            .containsExactly(".lock");
      }
    }
  }
}
