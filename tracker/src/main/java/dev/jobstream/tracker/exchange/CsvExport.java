package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applications as a table, a row each, that {@link CsvImport} reads again. */
public final class CsvExport {
  private CsvExport() {}

  /**
   * Writes what a search finds.
   *
   * @param out not closed
   * @param mark whether to begin with a byte-order mark, which Excel needs
   * @param progress told how many rows are written
   */
  public static void write(
      Tracker tracker, SearchQuery query, OutputStream out, boolean mark, LongConsumer progress)
      throws IOException {
    try (CsvOutput csv = new CsvOutput(out, mark)) {
      csv.row(
          "Id",
          "Title",
          "Company",
          "Location",
          "Workplace",
          "Employment type",
          "Seniority",
          "Industry",
          "Salary min",
          "Salary max",
          "Currency",
          "Salary period",
          "Skills",
          "Tags",
          "Stage",
          "Stage date",
          "Furthest stage",
          "Date applied",
          "First answer",
          "Source",
          "URL",
          "Apply at",
          "Date posted",
          "Deadline",
          "Notes");
      long written = 0;
      for (JobApplication application :
          Pages.all(page -> tracker.applications().search(query, page))) {
        row(csv, tracker, application);
        progress.accept(++written);
      }
    }
  }

  private static void row(CsvOutput csv, Tracker tracker, JobApplication application) {
    JobDetails job = application.job();
    Salary salary = job.salary();
    csv.row(
        application.id(),
        job.title(),
        job.company(),
        job.location(),
        job.workplaceType(),
        job.employmentType() == EmploymentType.UNSPECIFIED ? null : job.employmentType(),
        job.seniority() == Seniority.UNSPECIFIED ? null : job.seniority(),
        job.industry(),
        salary == null ? null : plain(salary.min()),
        salary == null ? null : plain(salary.max()),
        salary == null ? null : salary.currency(),
        salary == null ? null : salary.period(),
        String.join(", ", job.skills()),
        String.join(", ", application.tags()),
        application.stage(),
        application.stageSince(),
        application.furthestStage(),
        application.appliedOn(),
        application.answeredOn(),
        application.source(),
        job.sourceUrl(),
        job.applyUrl(),
        job.datePosted(),
        job.validThrough(),
        notes(tracker, application));
  }

  private static @Nullable String plain(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }

  private static String notes(Tracker tracker, JobApplication application) {
    return tracker.journal().entries(application.id()).stream()
        .filter(Note.class::isInstance)
        .map(note -> ((Note) note).text())
        .collect(Collectors.joining("\n"));
  }
}
