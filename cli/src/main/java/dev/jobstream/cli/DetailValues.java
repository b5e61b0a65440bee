package dev.jobstream.cli;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.applications.JobDetails;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job's details by field, in the order in which they are shown. */
final class DetailValues {
  private DetailValues() {}

  /** What is known of a job; tags are no detail of it. */
  static Map<PostingField, FieldValue> of(JobDetails job) {
    Map<PostingField, FieldValue> values = new EnumMap<>(PostingField.class);
    text(values, PostingField.TITLE, job.title());
    text(values, PostingField.COMPANY, job.company());
    text(values, PostingField.LOCATION, job.location());
    if (job.workplaceType() != null) {
      values.put(PostingField.WORKPLACE_TYPE, new FieldValue.Workplace(job.workplaceType()));
    }
    if (job.employmentType() != EmploymentType.UNSPECIFIED) {
      values.put(PostingField.EMPLOYMENT_TYPE, new FieldValue.Employment(job.employmentType()));
    }
    if (job.seniority() != Seniority.UNSPECIFIED) {
      values.put(PostingField.SENIORITY, new FieldValue.Level(job.seniority()));
    }
    text(values, PostingField.INDUSTRY, job.industry());
    if (!job.skills().isEmpty()) {
      values.put(PostingField.SKILLS, new FieldValue.Items(job.skills()));
    }
    if (job.salary() != null) {
      values.put(PostingField.SALARY, new FieldValue.Pay(job.salary()));
    }
    text(values, PostingField.SOURCE_URL, job.sourceUrl());
    text(values, PostingField.APPLY_URL, job.applyUrl());
    if (job.datePosted() != null) {
      values.put(PostingField.DATE_POSTED, new FieldValue.Day(job.datePosted()));
    }
    if (job.validThrough() != null) {
      values.put(PostingField.VALID_THROUGH, new FieldValue.Day(job.validThrough()));
    }
    return values;
  }

  private static void text(
      Map<PostingField, FieldValue> values, PostingField field, @Nullable String text) {
    if (text != null) {
      values.put(field, new FieldValue.Text(text));
    }
  }
}
