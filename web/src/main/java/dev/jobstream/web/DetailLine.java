package dev.jobstream.web;

import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.Posting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of a job's details as its page shows it.
 *
 * @param field which
 * @param value its value, in words
 * @param href where it leads; null if it is no web address
 * @param anchor the id of the posting's piece that says so; null if there is none
 * @param unfounded whether an analysis wrote it and the posting does not say so
 * @param unsure whether the model that read it doubts it
 */
record DetailLine(
    PostingField field,
    String value,
    @Nullable String href,
    @Nullable String anchor,
    boolean unfounded,
    boolean unsure) {

  /** What the field is called. */
  String label() {
    return switch (field) {
      case WORKPLACE_TYPE -> "Workplace";
      case EMPLOYMENT_TYPE -> "Employment";
      case SOURCE_URL -> "Posting at";
      case APPLY_URL -> "Apply at";
      case DATE_POSTED -> "Posted on";
      case VALID_THROUGH -> "Open until";
      case TITLE, COMPANY, LOCATION, SENIORITY, INDUSTRY, SKILLS, TAGS, SALARY -> Words.of(field);
    };
  }

  /** Every detail that is known, with where the posting says so. */
  static List<DetailLine> of(JobApplication application, Posting posting, PostingPieces pieces) {
    List<DetailLine> lines = new ArrayList<>();
    for (PostingField field : PostingField.values()) {
      String value = value(application, field);
      if (value == null) {
        continue;
      }
      Finding finding =
          posting.analysis() == null ? null : posting.analysis().findings().get(field);
      // Evidence of what the user has changed since is none of the new value.
      boolean same = finding != null && words(finding.value()).equals(value);
      lines.add(
          new DetailLine(
              field,
              value,
              isWebAddress(value) ? value : null,
              same ? pieces.anchors().get(field) : null,
              same && finding != null && finding.isUnfounded(),
              same && finding != null && finding.isUnsure()));
    }
    return List.copyOf(lines);
  }

  private static boolean isWebAddress(String value) {
    String start = value.toLowerCase(Locale.ROOT);
    return start.startsWith("https://") || start.startsWith("http://");
  }

  private static @Nullable String value(JobApplication application, PostingField field) {
    JobDetails job = application.job();
    return switch (field) {
      case TITLE -> job.title();
      case COMPANY -> job.company();
      case LOCATION -> job.location();
      case WORKPLACE_TYPE -> job.workplaceType() == null ? null : Words.of(job.workplaceType());
      case EMPLOYMENT_TYPE -> specified(job.employmentType());
      case SENIORITY -> specified(job.seniority());
      case INDUSTRY -> job.industry();
      case SKILLS -> list(job.skills());
      case TAGS -> list(application.tags());
      case SALARY -> job.salary() == null ? null : SalaryText.of(job.salary());
      case SOURCE_URL -> job.sourceUrl();
      case APPLY_URL -> job.applyUrl();
      case DATE_POSTED -> day(job.datePosted());
      case VALID_THROUGH -> day(job.validThrough());
    };
  }

  private static @Nullable String specified(Enum<?> value) {
    return value.name().equals("UNSPECIFIED") ? null : Words.of(value);
  }

  private static @Nullable String list(List<String> items) {
    return items.isEmpty() ? null : String.join(", ", items);
  }

  private static @Nullable String day(@Nullable LocalDate day) {
    return day == null ? null : DayText.of(day);
  }

  private static String words(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> text;
      case FieldValue.Items(List<String> items) -> String.join(", ", items);
      case FieldValue.Day(LocalDate day) -> DayText.of(day);
      case FieldValue.Pay(Salary salary) -> SalaryText.of(salary);
      case FieldValue.Workplace workplace -> Words.of(workplace.type());
      case FieldValue.Employment employment -> Words.of(employment.type());
      case FieldValue.Level level -> Words.of(level.seniority());
    };
  }
}
