package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Duplicate;
import dev.jobstream.tracker.applications.Duplicate.Reason;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is there already is told before it is saved again. */
final class DuplicatesContractTest extends StoreContract {
  private static String text(long seed, int words) {
    Random random = new Random(seed);
    return IntStream.range(0, words)
        .mapToObj(i -> "w" + random.nextInt(3_000))
        .collect(Collectors.joining(" "));
  }

  private NewApplication posting(String title, String company, @Nullable String url, String text) {
    return NewApplication.of(new NewPosting(text, null, url, null), JobDetails.of(title, company));
  }

  @Test
  void theSameAddressIsToldWhateverTrackersAddToIt() {
    applications.add(posting("A", "One", "https://www.jobs.example/p/1?id=7&utm_source=x", ""));
    assertThat(
            applications.duplicatesOf(
                posting("B", "Two", "http://jobs.example/p/1/?gclid=z&id=7#apply", "")))
        .singleElement()
        .satisfies(found -> assertThat(found.reasons()).containsExactly(Reason.URL));
    assertThat(applications.duplicatesOf(posting("B", "Two", "https://jobs.example/p/1?id=8", "")))
        .isEmpty();
  }

  @Test
  void theSameTitleAtTheSameCompanyIsToldWithWhatBecameOfIt() {
    JobApplication there =
        add(
            JobDetails.of("Senior Entwickler", "Müller AG"),
            "",
            Stage.APPLIED,
            "2026-05-01",
            Stage.INTERVIEWING,
            "2026-05-02",
            Stage.REJECTED,
            "2026-05-03");
    tracker.companies().rename(tracker.companies().find("Müller AG").id(), "Mueller Group");
    List<Duplicate> found =
        applications.duplicatesOf(posting("senior entwickler", "MULLER ag", null, ""));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().application()).isEqualTo(applications.get(there.id()));
    assertThat(found.getFirst().reasons()).containsExactly(Reason.TITLE_AND_COMPANY);
    assertThat(found.getFirst().summary())
        .isEqualTo("applied here on 2026-05-01: REJECTED after INTERVIEWING");
    assertThat(applications.duplicatesOf(posting("Senior Entwickler", "Other", null, "")))
        .isEmpty();
  }

  @Test
  void nearlyTheSameTextIsTold() {
    String text = text(1, 500);
    applications.add(posting("A", "One", null, text));
    String reposted =
        "Posted again, on another board. " + text.replace("w77 ", "w78 ") + " Apply now";
    assertThat(applications.duplicatesOf(posting("B", "Two", null, reposted)))
        .singleElement()
        .satisfies(found -> assertThat(found.reasons()).containsExactly(Reason.TEXT));
    assertThat(applications.duplicatesOf(posting("B", "Two", null, text(2, 500)))).isEmpty();
    String half = text(1, 250) + text(3, 250);
    assertThat(applications.duplicatesOf(posting("B", "Two", null, half))).isEmpty();
  }

  @Test
  void theLikeliestComesFirstAndTheTrashIsNotLookedAt() {
    JobApplication url = applications.add(posting("A", "One", "https://x.example/1", ""));
    JobApplication both = applications.add(posting("B", "Two", "https://x.example/1", ""));
    NewApplication asked = posting("B", "Two", "https://x.example/1", "");
    assertThat(applications.duplicatesOf(asked))
        .extracting(duplicate -> duplicate.application().id())
        .containsExactly(both.id(), url.id());
    applications.trash(both.id());
    assertThat(applications.duplicatesOf(asked))
        .extracting(duplicate -> duplicate.application().id())
        .containsExactly(url.id());
  }

  @Test
  void whatWasOnlySavedIsToldSo() {
    applications.add(
        new NewApplication(
            NewPosting.withoutText(null),
            JobDetails.of("A", "One"),
            null,
            List.of(),
            List.of(new NewApplication.Move(Stage.SAVED, LocalDate.of(2026, 4, 4), null))));
    assertThat(applications.duplicatesOf(posting("a", "one", null, "")).getFirst().summary())
        .isEqualTo("saved here on 2026-04-04: SAVED");
  }
}
