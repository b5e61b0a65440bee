package dev.jobstream.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jobstream.testsupport.ManualClock;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases of every release, and of one that is still to come. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class MigrationTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it first
  @Parameter
  TestDatabase database;

  @TempDir Path folder;

  private final ManualClock clock = ManualClock.at("2026-05-03T10:00:00Z");

  private String jdbcUrl(String location) {
    return switch (database) {
      case SQLITE -> "jdbc:sqlite:" + location;
      case POSTGRESQL -> PostgresUrl.parse(location).jdbcUrl() + "&user=jobstream";
    };
  }

  private String kind() {
    return switch (database) {
      case SQLITE -> "sqlite";
      case POSTGRESQL -> "postgresql";
    };
  }

  private Tracker open(String location) {
    return new Tracker(
        database.open(location), new DocumentFolder(folder.resolve("documents"), 1000), clock);
  }

  @Test
  void theDataOfEveryReleasedSchemaIsReadAsItWas() {
    for (int version = 1; version <= Schema.NEWEST; version++) {
      String location = database.newLocation(folder.resolve("v" + version));
      assertThat(folder.resolve("v" + version).toFile().mkdirs()).isTrue();
      Flyway.configure()
          .dataSource(jdbcUrl(location), null, null)
          .table(Schema.HISTORY)
          .locations("classpath:dev/jobstream/tracker/sql/" + kind())
          .target(Integer.toString(version))
          .load()
          .migrate();
      List<String> lines = SchemaFixture.lines(version);
      Jdbi.create(jdbcUrl(location))
          .useHandle(handle -> SchemaFixture.load(handle, database, lines));
      try (Tracker tracker = open(location)) {
        check(tracker);
      }
    }
  }

  private static void check(Tracker tracker) {
    List<Dossier> dossiers = tracker.dossiers().page(PageRequest.first(10)).items();
    assertThat(dossiers)
        .extracting(dossier -> dossier.application().job().title())
        .containsExactly("Senior Java Developer", "Nurse", "Cook");
    Dossier java = dossiers.getFirst();
    assertThat(java.entries()).hasSize(4);
    assertThat(java.documents()).hasSize(1);
    assertThat(java.history().recorded()).hasSize(4);
    assertThat(java.application().stage()).isEqualTo(Stage.SCREENING);
    assertThat(java.posting().analysis()).isNotNull();
    assertThat(dossiers.get(2).application().trashedAt()).isNotNull();
    assertThat(tracker.companies().find("Example AG").otherNames()).containsExactly("Example Inc");
    assertThat(tracker.savedSearches().find("java").query()).isEqualTo("skill:java");
    assertThat(
            tracker
                .applications()
                .search(
                    SearchQuery.of(new SearchTerm.Text("developer example", false)),
                    PageRequest.first(5))
                .items())
        .containsExactly(java.application());
    Statistics statistics = tracker.applications().statistics(StatisticsPeriod.ALL);
    assertThat(statistics.total()).isEqualTo(2);
    assertThat(statistics.flows())
        .containsExactly(
            new Statistics.Flow(Stage.SAVED, Stage.APPLIED, 1),
            new Statistics.Flow(Stage.APPLIED, Stage.SCREENING, 1));
    assertThat(tracker.store().check()).isEmpty();
    // And it can be written to.
    tracker.applications().move(java.application().id(), Stage.OFFER, null, null);
  }

  /** Run with -Dgolden.update=true before a release whose schema is new. */
  @Test
  void theDataOfTheNewestSchemaIsThere() throws IOException {
    if (Boolean.getBoolean("golden.update") && database == TestDatabase.POSTGRESQL) {
      String location = database.newLocation(folder);
      try (Tracker tracker = open(location)) {
        fill(tracker);
      }
      Path file =
          Path.of(
              System.getProperty("jobstream.project"),
              "tracker-sql/src/test/resources/schema/v%d.sql".formatted(Schema.NEWEST));
      Files.createDirectories(file.getParent());
      Files.write(file, Jdbi.create(jdbcUrl(location)).withHandle(SchemaFixture::dump), UTF_8);
    }
    assertThat(SchemaFixture.lines(Schema.NEWEST)).isNotEmpty();
  }

  private void fill(Tracker tracker) {
    NewPosting posting =
        NewPosting.of(
            PostingAnalyzer.factsOnly(
                PostingText.of(
                    "Senior Java Developer, Example AG, Bern. Full-time, CHF 100,000 a year.")));
    JobApplication java =
        tracker
            .applications()
            .add(
                new NewApplication(
                    posting,
                    JobDetails.builder()
                        .title("Senior Java Developer")
                        .company("Example AG")
                        .skills(List.of("Java"))
                        .validThrough(LocalDate.of(2026, 6, 1))
                        .build(),
                    "Board",
                    List.of("near"),
                    List.of(
                        new NewApplication.Move(Stage.SAVED, LocalDate.of(2026, 4, 1), null),
                        new NewApplication.Move(Stage.APPLIED, LocalDate.of(2026, 4, 1), "it's"),
                        new NewApplication.Move(Stage.OFFER, LocalDate.of(2026, 4, 9), null))));
    StageChange wrong = tracker.applications().history(java.id()).current();
    tracker.applications().correct(java.id(), wrong.id(), Stage.SCREENING, null, null);
    tracker.journal().addNote(java.id(), "A note");
    tracker.journal().addReminder(java.id(), "Call", LocalDate.of(2026, 5, 8));
    tracker
        .journal()
        .addContact(
            java.id(), new Contact.Details("Ann", "lead", "ann@x.example", null, null, null));
    tracker
        .journal()
        .addInterview(
            java.id(),
            new Interview.Details(
                1,
                Interview.Kind.VIDEO,
                ZonedDateTime.parse("2026-05-10T09:30:00+02:00[Europe/Berlin]"),
                Duration.ofMinutes(45),
                null,
                List.of("Bo"),
                Interview.Outcome.OPEN,
                null));
    tracker
        .documents()
        .attach(
            java.id(),
            Document.Kind.RESUME,
            "cv.pdf",
            new ByteArrayInputStream("cv".getBytes(UTF_8)));
    tracker
        .applications()
        .add(
            NewApplication.of(
                NewPosting.withoutText("https://x.example/2"),
                JobDetails.of("Nurse", "Example Inc")));
    JobApplication cook =
        tracker
            .applications()
            .add(NewApplication.of(NewPosting.withoutText(null), JobDetails.of("Cook", null)));
    tracker.applications().trash(cook.id());
    tracker
        .companies()
        .merge(
            tracker.companies().find("Example AG").id(),
            tracker.companies().find("Example Inc").id());
    tracker.savedSearches().add("Java", "skill:java");
  }

  @Test
  void aDatabaseFromTheFutureIsRefusedInOneSentence() {
    String location = database.newLocation(folder);
    open(location).close();
    Jdbi.create(jdbcUrl(location))
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO jobstream_schema
                  (installed_rank, version, description, type, script, installed_by,
                   execution_time, success)
                VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 'x', 1, true)
                """));
    assertThatThrownBy(() -> database.open(location))
        .isInstanceOf(TrackerException.StoreUnavailable.class)
        .hasMessageStartingWith("The database `")
        .hasMessageEndingWith(
            "` was written by a newer release of Jobstream (schema 99, this release knows %d): install that release, or a later one."
                .formatted(Schema.NEWEST));
  }

  @Test
  void openingAnOldOneTwiceAtOnceMigratesItOnce() throws Exception {
    String location = database.newLocation(folder);
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var opened =
          threads.invokeAll(
              List.<java.util.concurrent.Callable<Boolean>>of(
                  () -> openAndClose(location),
                  () -> openAndClose(location),
                  () -> openAndClose(location)));
      for (var one : opened) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  private boolean openAndClose(String location) {
    try (SqlStore store = database.open(location)) {
      return store.check().isEmpty();
    }
  }

  @Test
  void whatIsNoDatabaseIsToldSo() throws IOException {
    assumeTrue(database == TestDatabase.SQLITE, "A file.");
    Path file = folder.resolve("jobstream.db");
    Files.writeString(file, "This is a letter, not a database. ".repeat(100));
    assertThatThrownBy(() -> SqlStore.sqlite(file))
        .isInstanceOf(TrackerException.StoreUnavailable.class)
        .hasMessage(
            "The file `%s` is not a database of Jobstream. Move it away, or name another folder with JOBSTREAM_HOME."
                .formatted(file));
  }

  @Test
  void aServerThatIsNotThereIsToldWithoutItsPassword() {
    assumeTrue(database == TestDatabase.POSTGRESQL, "A server.");
    assertThatThrownBy(
            () -> SqlStore.postgresql("postgresql://me:secret@127.0.0.1:1/jobs?connectTimeout=2"))
        .isInstanceOf(TrackerException.StoreUnavailable.class)
        .hasMessageStartingWith("The database `postgresql://me@127.0.0.1:1/jobs` cannot be used (")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> SqlStore.postgresql("jdbc:mysql://x/y"))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessageStartingWith("The address of the PostgreSQL database cannot be read.");
  }
}
