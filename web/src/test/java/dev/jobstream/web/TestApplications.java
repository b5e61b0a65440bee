package dev.jobstream.web;

import dev.jobstream.tracker.Evidence;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.SavedAnalysis;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invented applications. */
final class TestApplications {
  /** The day of {@link TestSite#CLOCK}. */
  static final LocalDate TODAY = LocalDate.of(2026, 3, 19);

  private static final String TEXT =
      """
      Senior Backend Engineer (all genders)

      Nordwind Energy, Hamburg. Hybrid, two days a week in the office.

      You build the services behind our charging network: Java, PostgreSQL and Kafka.
      We pay 80,000 to 95,000 EUR per year.

      Apply until 30 April 2026.
      <script>alert('a posting can say anything')</script>
      """;

  private TestApplications() {}

  /** One that was saved today, of which only title and company are known. */
  static JobApplication add(Tracker tracker, String title, String company, Stage... way) {
    return add(tracker, JobDetails.of(title, company), null, way);
  }

  /** One that came its way, a stage each five days, the last today. */
  static JobApplication add(
      Tracker tracker, JobDetails job, @Nullable String source, Stage... way) {
    List<NewApplication.Move> moves = new ArrayList<>();
    for (int i = 0; i < way.length; i++) {
      moves.add(new NewApplication.Move(way[i], TODAY.minusDays(5L * (way.length - 1 - i)), null));
    }
    return tracker
        .applications()
        .add(new NewApplication(NewPosting.withoutText(null), job, source, List.of(), moves));
  }

  /** A dozen, at all stages. */
  static void several(Tracker tracker) {
    full(tracker);
    add(tracker, job("Platform Engineer", "Harbour Cloud", "Remote", 82_000), "a friend");
    add(tracker, job("Java Developer", "Sommer & Sohn", "Berlin", 61_000), "LinkedIn", way(2));
    add(tracker, job("Site Reliability Engineer", "Kite", "Amsterdam", 95_000), "LinkedIn", way(3));
    add(tracker, job("Data Engineer", "Grüne Woche", "Köln", 70_000), "a job board", way(3));
    add(tracker, job("Backend Engineer", "Mosaik", "Vienna", 66_000), "a job board", way(4));
    add(tracker, job("Senior Developer", "Tidewater Labs", "Lisbon", 72_000), "LinkedIn", way(5));
    add(tracker, job("Engineering Lead", "Oakfield", "London", 98_000), "a recruiter", way(6));
    add(
        tracker,
        job("Software Engineer", "Bright Rail", "Hamburg", 64_000),
        "LinkedIn",
        Stage.SAVED,
        Stage.APPLIED,
        Stage.REJECTED);
    add(
        tracker,
        job("API Developer", "Papierwerk", "Leipzig", 58_000),
        "a job board",
        Stage.SAVED,
        Stage.APPLIED,
        Stage.SCREENING,
        Stage.INTERVIEWING,
        Stage.REJECTED);
    add(
        tracker,
        job("Cloud Architect", "Blue Canopy", "Remote", 110_000),
        "a recruiter",
        Stage.SAVED,
        Stage.APPLIED,
        Stage.GHOSTED);
  }

  private static JobDetails job(String title, String company, String location, int salary) {
    return JobDetails.builder()
        .title(title)
        .company(company)
        .location(location)
        .salary(new Salary(new BigDecimal(salary), null, "EUR", Salary.Period.YEAR))
        .build();
  }

  /** The first stages of the way. */
  private static Stage[] way(int stages) {
    return Arrays.copyOf(Stage.values(), stages);
  }

  /** One with something of every kind. */
  static JobApplication full(Tracker tracker) {
    JobDetails job =
        JobDetails.builder()
            .title("Senior Backend Engineer")
            .company("Nordwind Energy")
            .location("Hamburg")
            .workplaceType(WorkplaceType.HYBRID)
            .industry("Energy")
            .skills(List.of("Java", "PostgreSQL", "Kafka"))
            .salary(
                new Salary(
                    new BigDecimal(80_000), new BigDecimal(95_000), "EUR", Salary.Period.YEAR))
            .sourceUrl("https://jobs.example.org/nordwind/42")
            .validThrough(LocalDate.of(2026, 4, 30))
            .build();
    JobApplication application =
        tracker
            .applications()
            .add(
                new NewApplication(
                    new NewPosting(TEXT, null, "https://jobs.example.org/nordwind/42", analysis()),
                    job,
                    "a job board",
                    List.of("dream"),
                    List.of(
                        new NewApplication.Move(Stage.SAVED, TODAY.minusDays(20), null),
                        new NewApplication.Move(Stage.APPLIED, TODAY.minusDays(16), "by e-mail"),
                        new NewApplication.Move(Stage.INTERVIEWING, TODAY.minusDays(3), null))));
    Id id = application.id();
    tracker.journal().addNote(id, "They use trunk-based development.\nAsk about on-call.");
    tracker
        .journal()
        .addContact(
            id,
            new Contact.Details(
                "Mara Lind", "Recruiter", "mara@example.org", "+49 40 123456", null, null));
    tracker
        .journal()
        .addInterview(
            id,
            new Interview.Details(
                1,
                Interview.Kind.VIDEO,
                TODAY.plusDays(1).atTime(10, 30).atZone(ZoneOffset.UTC),
                Duration.ofMinutes(45),
                "https://meet.example.org/abc",
                List.of("Mara Lind"),
                Interview.Outcome.OPEN,
                null));
    tracker.journal().addReminder(id, "Read their engineering blog", TODAY);
    tracker
        .documents()
        .attach(
            id,
            Document.Kind.RESUME,
            "resume.txt",
            new ByteArrayInputStream("Eight years of Java.".getBytes(StandardCharsets.UTF_8)));
    return tracker.applications().get(id);
  }

  private static SavedAnalysis analysis() {
    Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);
    findings.put(
        PostingField.TITLE,
        text(PostingField.TITLE, "Senior Backend Engineer", spanOf("Senior Backend Engineer")));
    findings.put(
        PostingField.COMPANY,
        text(PostingField.COMPANY, "Nordwind Energy", spanOf("Nordwind Energy")));
    findings.put(PostingField.LOCATION, text(PostingField.LOCATION, "Hamburg", spanOf("Hamburg")));
    findings.put(
        PostingField.INDUSTRY,
        new Finding(
            PostingField.INDUSTRY,
            new FieldValue.Text("Energy"),
            Evidence.NONE,
            Finding.Origin.MODEL));
    return new SavedAnalysis(
        findings, PostingAnalysis.Outcome.COMPLETE, "test/scripted", List.of());
  }

  private static Finding text(PostingField field, String value, Span span) {
    return new Finding(field, new FieldValue.Text(value), Evidence.of(span), Finding.Origin.MODEL);
  }

  private static Span spanOf(String piece) {
    int start = TEXT.indexOf(piece);
    return new Span(start, start + piece.length());
  }
}
