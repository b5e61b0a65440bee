package dev.jobstream.cli;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.FieldReader;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.Choice;
import dev.jobstream.tracker.search.TypedDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user says of a job. It goes before whatever a model or a rule has read. */
final class DetailOptions {
  @Option(names = "--title", paramLabel = "TEXT", description = "The job's title.")
  private @Nullable String title;

  @Option(names = "--company", paramLabel = "TEXT", description = "The employer.")
  private @Nullable String company;

  @Option(names = "--location", paramLabel = "TEXT", description = "Where the job is.")
  private @Nullable String location;

  @Option(names = "--workplace", paramLabel = "TYPE", description = "onsite, hybrid or remote.")
  private @Nullable String workplace;

  @Option(
      names = "--employment",
      paramLabel = "TYPE",
      description =
          "full-time, part-time, contract, temporary, internship, freelance, volunteer or other.")
  private @Nullable String employment;

  @Option(
      names = "--seniority",
      paramLabel = "LEVEL",
      description = "intern, entry, associate, mid-senior, director or executive.")
  private @Nullable String seniority;

  @Option(names = "--industry", paramLabel = "TEXT", description = "The employer's industry.")
  private @Nullable String industry;

  @Option(names = "--skills", paramLabel = "A,B", description = "What is asked for.")
  private @Nullable String skills;

  @Option(
      names = "--salary",
      paramLabel = "PAY",
      description = "What is paid, such as \"60,000-75,000 EUR per year\".")
  private @Nullable String salary;

  @Option(names = "--url", paramLabel = "URL", description = "Where the posting was found.")
  private @Nullable String url;

  @Option(names = "--apply-url", paramLabel = "URL", description = "Where to apply.")
  private @Nullable String applyUrl;

  @Option(names = "--posted", paramLabel = "DAY", description = "When it was published.")
  private @Nullable String posted;

  @Option(names = "--deadline", paramLabel = "DAY", description = "The last day to apply.")
  private @Nullable String deadline;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Where you found it, such as a job board or a person.")
  private @Nullable String source;

  @Option(
      names = "--tag",
      paramLabel = "[+|-]TAG",
      description = "A mark of your own; `--tag=-x` takes one away. May be given several times.")
  private List<String> tags = List.of();

  /** Whether anything was said. */
  boolean any() {
    return !given().isEmpty() || source != null || !tags.isEmpty();
  }

  private Map<PostingField, String> given() {
    Map<PostingField, String> given = new EnumMap<>(PostingField.class);
    put(given, PostingField.TITLE, title);
    put(given, PostingField.COMPANY, company);
    put(given, PostingField.LOCATION, location);
    put(given, PostingField.WORKPLACE_TYPE, workplace);
    put(given, PostingField.EMPLOYMENT_TYPE, employment);
    put(given, PostingField.SENIORITY, seniority);
    put(given, PostingField.INDUSTRY, industry);
    put(given, PostingField.SKILLS, skills);
    put(given, PostingField.SALARY, salary);
    put(given, PostingField.SOURCE_URL, url);
    put(given, PostingField.APPLY_URL, applyUrl);
    put(given, PostingField.DATE_POSTED, posted);
    put(given, PostingField.VALID_THROUGH, deadline);
    return given;
  }

  private static void put(
      Map<PostingField, String> given, PostingField field, @Nullable String value) {
    if (value != null) {
      given.put(field, value);
    }
  }

  /** The details with what was said; an empty value takes one away. */
  JobDetails apply(JobDetails job, LocalDate today) {
    JobDetails.Builder builder = job.toBuilder();
    given().forEach((field, text) -> set(builder, field, text, today));
    return builder.build();
  }

  /**
   * Sets a field to what was typed.
   *
   * @throws TrackerException.Invalid if that is no value of the field
   */
  static void set(JobDetails.Builder job, PostingField field, String text, LocalDate today) {
    if (text.isBlank()) {
      clear(job, field);
      return;
    }
    FieldValue value =
        switch (field.kind()) {
          case TEXT -> new FieldValue.Text(text.strip());
          case LIST -> new FieldValue.Items(List.of(text.strip().split("\\s*,\\s*", -1)));
          case DATE ->
              new FieldValue.Day(
                  TypedDay.parse(
                      text,
                      today,
                      // A posting was published before it could be found.
                      field == PostingField.DATE_POSTED
                          ? TypedDay.Towards.PAST
                          : TypedDay.Towards.FUTURE));
          case SALARY ->
              FieldReader.value(field, text)
                  .orElseThrow(() ->
                      TrackerException.invalid(
                          "`%s` names no pay. Write it as `60,000-75,000 EUR per year`."
                              .formatted(text)));
          case WORKPLACE_TYPE ->
              new FieldValue.Workplace(Choice.of("workplace", WorkplaceType.class).parse(text));
          case EMPLOYMENT_TYPE ->
              new FieldValue.Employment(
                  Choice.of("kind of employment", EmploymentType.class).parse(text));
          case SENIORITY -> new FieldValue.Level(Choice.of("level", Seniority.class).parse(text));
        };
    job.set(field, value);
  }

  private static void clear(JobDetails.Builder job, PostingField field) {
    switch (field) {
      case TITLE -> job.title(null);
      case COMPANY -> job.company(null);
      case LOCATION -> job.location(null);
      case WORKPLACE_TYPE -> job.workplaceType(null);
      case EMPLOYMENT_TYPE -> job.employmentType(EmploymentType.UNSPECIFIED);
      case SENIORITY -> job.seniority(Seniority.UNSPECIFIED);
      case INDUSTRY -> job.industry(null);
      case SKILLS -> job.skills(List.of());
      case SALARY -> job.salary(null);
      case SOURCE_URL -> job.sourceUrl(null);
      case APPLY_URL -> job.applyUrl(null);
      case DATE_POSTED -> job.datePosted(null);
      case VALID_THROUGH -> job.validThrough(null);
      case TAGS -> throw new IllegalArgumentException("Tags are no detail of a job.");
    }
  }

  /** The source that was named, else the one given; an empty name takes it away. */
  @Nullable String source(@Nullable String otherwise) {
    return source == null ? otherwise : source.isBlank() ? null : source;
  }

  /** The tags with those that were added, without those that were taken away. */
  List<String> tags(List<String> before) {
    List<String> after = new ArrayList<>(before);
    for (String tag : tags) {
      String name = tag.startsWith("+") || tag.startsWith("-") ? tag.substring(1) : tag;
      after.removeIf(name::equalsIgnoreCase);
      if (!tag.startsWith("-")) {
        after.add(name);
      }
    }
    return after;
  }
}
