package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The job that an application is for: what the posting says, as its user confirmed or corrected it.
 * Immutable. What is null is not known.
 *
 * @param title the job's title
 * @param company the employer, as it is spelled here; see {@link Company} for who it is
 * @param location where the job is
 * @param workplaceType where the work is done
 * @param employmentType the kind of employment
 * @param seniority the level asked for
 * @param industry the employer's industry
 * @param skills what is asked for; none twice
 * @param salary what is paid
 * @param sourceUrl where the posting was found
 * @param applyUrl where to apply
 * @param datePosted when it was published
 * @param validThrough until when one can apply
 */
public record JobDetails(
    @Nullable String title,
    @Nullable String company,
    @Nullable String location,
    @Nullable WorkplaceType workplaceType,
    EmploymentType employmentType,
    Seniority seniority,
    @Nullable String industry,
    List<String> skills,
    @Nullable Salary salary,
    @Nullable String sourceUrl,
    @Nullable String applyUrl,
    @Nullable LocalDate datePosted,
    @Nullable LocalDate validThrough) {

  public JobDetails {
    skills = List.copyOf(skills);
  }

  /** Of a job nothing else is known of. */
  public static JobDetails of(@Nullable String title, @Nullable String company) {
    return builder().title(title).company(company).build();
  }

  /** What an analysis found. Its tags are the application's, and not taken here. */
  public static JobDetails of(Map<PostingField, Finding> findings) {
    Builder builder = builder();
    findings.values().forEach(finding -> builder.set(finding.field(), finding.value()));
    return builder.build();
  }

  /** A builder in which nothing is known. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that begins with these details. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.title = title;
    builder.company = company;
    builder.location = location;
    builder.workplaceType = workplaceType;
    builder.employmentType = employmentType;
    builder.seniority = seniority;
    builder.industry = industry;
    builder.skills = skills;
    builder.salary = salary;
    builder.sourceUrl = sourceUrl;
    builder.applyUrl = applyUrl;
    builder.datePosted = datePosted;
    builder.validThrough = validThrough;
    return builder;
  }

  /** Collects details; not thread-safe. By default nothing is known. */
  public static final class Builder {
    private @Nullable String title;
    private @Nullable String company;
    private @Nullable String location;
    private @Nullable WorkplaceType workplaceType;
    private EmploymentType employmentType = EmploymentType.UNSPECIFIED;
    private Seniority seniority = Seniority.UNSPECIFIED;
    private @Nullable String industry;
    private List<String> skills = List.of();
    private @Nullable Salary salary;
    private @Nullable String sourceUrl;
    private @Nullable String applyUrl;
    private @Nullable LocalDate datePosted;
    private @Nullable LocalDate validThrough;

    private Builder() {}

    public Builder title(@Nullable String value) {
      title = value;
      return this;
    }

    public Builder company(@Nullable String value) {
      company = value;
      return this;
    }

    public Builder location(@Nullable String value) {
      location = value;
      return this;
    }

    public Builder workplaceType(@Nullable WorkplaceType value) {
      workplaceType = value;
      return this;
    }

    public Builder employmentType(EmploymentType value) {
      employmentType = value;
      return this;
    }

    public Builder seniority(Seniority value) {
      seniority = value;
      return this;
    }

    public Builder industry(@Nullable String value) {
      industry = value;
      return this;
    }

    public Builder skills(List<String> value) {
      skills = value;
      return this;
    }

    public Builder salary(@Nullable Salary value) {
      salary = value;
      return this;
    }

    public Builder sourceUrl(@Nullable String value) {
      sourceUrl = value;
      return this;
    }

    public Builder applyUrl(@Nullable String value) {
      applyUrl = value;
      return this;
    }

    public Builder datePosted(@Nullable LocalDate value) {
      datePosted = value;
      return this;
    }

    public Builder validThrough(@Nullable LocalDate value) {
      validThrough = value;
      return this;
    }

    /** Sets the field to a value of its kind; tags are ignored, since they are no detail. */
    public Builder set(PostingField field, FieldValue value) {
      return switch (value) {
        case FieldValue.Text(String text) -> text(field, text);
        case FieldValue.Items(List<String> items) ->
            field == PostingField.SKILLS ? skills(items) : this;
        case FieldValue.Day(LocalDate day) ->
            field == PostingField.DATE_POSTED ? datePosted(day) : validThrough(day);
        case FieldValue.Pay(Salary pay) -> salary(pay);
        case FieldValue.Workplace(WorkplaceType type) -> workplaceType(type);
        case FieldValue.Employment(EmploymentType type) -> employmentType(type);
        case FieldValue.Level(Seniority level) -> seniority(level);
      };
    }

    private Builder text(PostingField field, String text) {
      return switch (field) {
        case TITLE -> title(text);
        case COMPANY -> company(text);
        case LOCATION -> location(text);
        case INDUSTRY -> industry(text);
        case SOURCE_URL -> sourceUrl(text);
        case APPLY_URL -> applyUrl(text);
        case WORKPLACE_TYPE,
            EMPLOYMENT_TYPE,
            SENIORITY,
            SKILLS,
            TAGS,
            SALARY,
            DATE_POSTED,
            VALID_THROUGH ->
            throw new IllegalArgumentException("The field %s is no text.".formatted(field));
      };
    }

    /** The details. */
    public JobDetails build() {
      return new JobDetails(
          title,
          company,
          location,
          workplaceType,
          employmentType,
          seniority,
          industry,
          skills,
          salary,
          sourceUrl,
          applyUrl,
          datePosted,
          validThrough);
    }
  }
}
