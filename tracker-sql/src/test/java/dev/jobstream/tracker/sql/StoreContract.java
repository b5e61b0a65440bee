package dev.jobstream.tracker.sql;

import dev.jobstream.testsupport.ManualClock;
import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every store does, whatever its database. The tests of what extends this run on each of them,
 * with all services over it and a clock that stands at 3 May 2026.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
abstract class StoreContract {
  static final LocalDate TODAY = LocalDate.of(2026, 5, 3);
  static final int DOCUMENT_BYTES = 1_000_000;

  @SuppressWarnings("NullAway.Init") // JUnit sets it first
  @Parameter
  TestDatabase database;

  @TempDir Path folder;

  final ManualClock clock = ManualClock.at("2026-05-03T10:00:00Z");
  String location;
  Tracker tracker;
  Applications applications;

  @BeforeEach
  void openTracker() {
    location = database.newLocation(folder);
    tracker = openAnother();
    applications = tracker.applications();
  }

  /** The same data through other connections, as another process has them. */
  Tracker openAnother() {
    return new Tracker(database.open(location), documentFolder(), clock);
  }

  DocumentFolder documentFolder() {
    return new DocumentFolder(folder.resolve("documents"), DOCUMENT_BYTES);
  }

  @AfterEach
  void closeTracker() {
    if (tracker != null) {
      tracker.close();
    }
  }

  JobApplication add(String title, String company) {
    return applications.add(
        NewApplication.of(NewPosting.withoutText(null), JobDetails.of(title, company)));
  }

  /** An application with a text, moved to each stage on the day named. */
  JobApplication add(JobDetails job, String text, Object... stagesAndDays) {
    List<NewApplication.Move> moves = new ArrayList<>();
    for (int i = 0; i < stagesAndDays.length; i += 2) {
      moves.add(
          new NewApplication.Move(
              (Stage) stagesAndDays[i], LocalDate.parse((String) stagesAndDays[i + 1]), null));
    }
    return applications.add(
        new NewApplication(new NewPosting(text, null, null, null), job, null, List.of(), moves));
  }

  static List<@Nullable String> titles(Page<JobApplication> page) {
    List<@Nullable String> titles = new ArrayList<>();
    page.items().forEach(application -> titles.add(application.job().title()));
    return titles;
  }

  List<@Nullable String> titles(SearchQuery query) {
    return titles(applications.search(query, PageRequest.first(100)));
  }
}
