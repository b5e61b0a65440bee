package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.PostingField;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a column of a table can hold. */
public enum ImportField {
  TITLE("title", PostingField.TITLE),
  COMPANY("company", PostingField.COMPANY),
  LOCATION("location", PostingField.LOCATION),
  WORKPLACE_TYPE("workplaceType", PostingField.WORKPLACE_TYPE),
  EMPLOYMENT_TYPE("employmentType", PostingField.EMPLOYMENT_TYPE),
  SENIORITY("seniority", PostingField.SENIORITY),
  INDUSTRY("industry", PostingField.INDUSTRY),
  SKILLS("skills", PostingField.SKILLS),
  TAGS("tags", PostingField.TAGS),
  SALARY("salary", PostingField.SALARY),
  SALARY_MIN("salaryMin", null),
  SALARY_MAX("salaryMax", null),
  CURRENCY("currency", null),
  /** What the pay is for, such as a month. */
  SALARY_PERIOD("salaryPeriod", null),
  SOURCE("source", null),
  SOURCE_URL("sourceUrl", PostingField.SOURCE_URL),
  APPLY_URL("applyUrl", PostingField.APPLY_URL),
  DATE_POSTED("datePosted", PostingField.DATE_POSTED),
  VALID_THROUGH("validThrough", PostingField.VALID_THROUGH),
  STAGE("stage", null),
  /** The day of the move to the stage. */
  STAGE_ON("stageOn", null),
  APPLIED_ON("appliedOn", null),
  NOTES("notes", null),
  /** The posting's text. */
  DESCRIPTION("description", null),
  CONTACT_NAME("contactName", null),
  CONTACT_EMAIL("contactEmail", null),
  CONTACT_PHONE("contactPhone", null),
  REMINDER("reminder", null),
  REMINDER_ON("reminderOn", null);

  private final String typed;
  private final @Nullable PostingField field;

  ImportField(String typed, @Nullable PostingField field) {
    this.typed = typed;
    this.field = field;
  }

  /** The name by which people choose it, such as {@code appliedOn}. */
  public String typed() {
    return typed;
  }

  /** The field of a name, whatever its case. */
  public static Optional<ImportField> named(String typed) {
    return Arrays.stream(values())
        .filter(field -> field.typed.equalsIgnoreCase(typed.strip()))
        .findFirst();
  }

  /** The field of the posting that it is; null if it is none. */
  @Nullable PostingField field() {
    return field;
  }

  /** Whether it is a day. */
  boolean isDay() {
    return switch (this) {
      case DATE_POSTED, VALID_THROUGH, STAGE_ON, APPLIED_ON, REMINDER_ON -> true;
      case TITLE,
          COMPANY,
          LOCATION,
          WORKPLACE_TYPE,
          EMPLOYMENT_TYPE,
          SENIORITY,
          INDUSTRY,
          SKILLS,
          TAGS,
          SALARY,
          SALARY_MIN,
          SALARY_MAX,
          CURRENCY,
          SALARY_PERIOD,
          SOURCE,
          SOURCE_URL,
          APPLY_URL,
          STAGE,
          NOTES,
          DESCRIPTION,
          CONTACT_NAME,
          CONTACT_EMAIL,
          CONTACT_PHONE,
          REMINDER ->
          false;
    };
  }
}
