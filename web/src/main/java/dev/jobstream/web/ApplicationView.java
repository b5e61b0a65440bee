package dev.jobstream.web;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.Stage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an application shows.
 *
 * @param undo what can be taken back; null for nothing
 */
record ApplicationView(
    Dossier dossier, LocalDate today, ZoneId zone, @Nullable Undo undo, PostingPieces posting) {

  static ApplicationView of(Dossier dossier, LocalDate today, ZoneId zone, @Nullable Undo undo) {
    return new ApplicationView(dossier, today, zone, undo, PostingPieces.of(dossier.posting()));
  }

  JobApplication application() {
    return dossier.application();
  }

  JobDetails job() {
    return application().job();
  }

  String title() {
    return titleOf(application());
  }

  /** An application's name in a list. */
  static String titleOf(JobApplication application) {
    String title = application.job().title();
    return title == null ? "Untitled" : title;
  }

  /** The company as its postings name it now; empty if there is none. */
  static String companyOf(JobApplication application) {
    JobApplication.CompanyRef company = application.company();
    return company == null ? "" : company.name();
  }

  /** Company and place, as far as they are known. */
  String subtitle() {
    return String.join(
        " · ",
        Stream.of(companyOf(application()), job().location())
            .filter(part -> part != null && !part.isEmpty())
            .toList());
  }

  /** Where it was sent from, and how long ago something last happened. */
  String standing() {
    JobApplication application = application();
    String since = "since %s".formatted(DayText.of(application.stageSince()));
    return application.source() == null
        ? since
        : "%s, found at %s".formatted(since, application.source());
  }

  boolean trashed() {
    return application().trashedAt() != null;
  }

  List<DetailLine> details() {
    return DetailLine.of(application(), dossier.posting(), posting);
  }

  List<TimelineItem> timeline() {
    return TimelineItem.of(dossier, zone);
  }

  /** The stages to move to; where it stands is none of them. */
  List<Choice> moves() {
    Stage stage = application().stage();
    return Choice.of(
        Stream.of(Stage.values()).filter(other -> other != stage).toArray(Stage[]::new),
        StageText.usualNext(stage));
  }

  List<Choice> stages(Stage selected) {
    return Choice.of(Stage.values(), selected);
  }

  List<Note> notes() {
    return dossier.entries(Note.class).reversed();
  }

  List<Contact> contacts() {
    return dossier.entries(Contact.class);
  }

  List<Interview> interviews() {
    return dossier.entries(Interview.class).stream()
        .sorted(Comparator.comparing(interview -> interview.details().startsAt()))
        .toList();
  }

  /** The open ones by day, then those that are done. */
  List<Reminder> reminders() {
    return dossier.entries(Reminder.class).stream()
        .sorted(Comparator.comparing(Reminder::isDone).thenComparing(Reminder::due))
        .toList();
  }

  int nextRound() {
    return interviews().stream().mapToInt(i -> i.details().round() + 1).max().orElse(1);
  }

  List<Document> documents() {
    return dossier.documents();
  }

  List<Choice> workplaceTypes() {
    return Choice.of(WorkplaceType.values(), job().workplaceType());
  }

  List<Choice> employmentTypes() {
    return Choice.of(EmploymentType.values(), job().employmentType());
  }

  List<Choice> seniorities() {
    return Choice.of(Seniority.values(), job().seniority());
  }

  List<Choice> periods() {
    Salary salary = job().salary();
    return Choice.of(Salary.Period.values(), salary == null ? null : salary.period());
  }

  String salaryMin() {
    Salary salary = job().salary();
    return salary == null ? "" : SalaryText.forForm(salary.min());
  }

  String salaryMax() {
    Salary salary = job().salary();
    return salary == null ? "" : SalaryText.forForm(salary.max());
  }

  String currency() {
    Salary salary = job().salary();
    return salary == null || salary.currency() == null ? "" : salary.currency();
  }

  List<Choice> interviewKinds(Interview.@Nullable Kind selected) {
    return Choice.of(Interview.Kind.values(), selected);
  }

  List<Choice> outcomes(Interview.Outcome selected) {
    return Choice.of(Interview.Outcome.values(), selected);
  }

  List<Choice> documentKinds() {
    return Choice.of(Document.Kind.values(), Document.Kind.RESUME);
  }
}
