package dev.jobstream.web;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.SearchSort;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of the table, in their order. The first is always shown. */
enum TableColumn {
  TITLE("Title", SearchSort.Key.TITLE),
  COMPANY("Company", SearchSort.Key.COMPANY),
  STAGE("Stage", SearchSort.Key.STAGE),
  LOCATION("Location", null),
  APPLIED("Applied", SearchSort.Key.APPLIED),
  QUIET("Last sign", SearchSort.Key.QUIET_SINCE),
  DEADLINE("Open until", SearchSort.Key.DEADLINE),
  SALARY("Salary", SearchSort.Key.SALARY),
  WORKPLACE("Workplace", null),
  EMPLOYMENT("Employment", null),
  SOURCE("Found at", null),
  TAGS("Tags", null),
  ADDED("Added", SearchSort.Key.ADDED),
  UPDATED("Changed", SearchSort.Key.UPDATED);

  /** Those that are shown if the user has not chosen. */
  static final Set<TableColumn> USUAL =
      EnumSet.of(TITLE, COMPANY, STAGE, LOCATION, APPLIED, QUIET, SALARY);

  private final String label;
  private final SearchSort.@Nullable Key sort;

  TableColumn(String label, SearchSort.@Nullable Key sort) {
    this.label = label;
    this.sort = sort;
  }

  String label() {
    return label;
  }

  /** What it sorts by; null if it sorts by nothing. */
  SearchSort.@Nullable Key sort() {
    return sort;
  }

  /** Its name in addresses and cookies. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a first click puts the greatest first: of days and pay one wants the latest, the most.
   */
  boolean greatestFirst() {
    return switch (this) {
      case APPLIED, SALARY, ADDED, UPDATED -> true;
      case TITLE, COMPANY, STAGE, LOCATION, QUIET, DEADLINE, WORKPLACE, EMPLOYMENT, SOURCE, TAGS ->
          false;
    };
  }

  /** Those of these names; the usual ones if there is none among them. */
  static Set<TableColumn> named(List<String> ids) {
    EnumSet<TableColumn> columns = EnumSet.noneOf(TableColumn.class);
    Arrays.stream(values()).filter(column -> ids.contains(column.id())).forEach(columns::add);
    if (columns.isEmpty()) {
      return USUAL;
    }
    columns.add(TITLE);
    return columns;
  }

  /** What an application has in it; empty for nothing. */
  String text(JobApplication application, ZoneId zone) {
    JobDetails job = application.job();
    return switch (this) {
      case TITLE -> ApplicationView.titleOf(application);
      case COMPANY -> ApplicationView.companyOf(application);
      case STAGE -> Words.of(application.stage());
      case LOCATION -> text(job.location());
      case APPLIED -> day(application.appliedOn());
      case QUIET -> day(application.quietSince());
      case DEADLINE -> day(job.validThrough());
      case SALARY -> job.salary() == null ? "" : SalaryText.of(job.salary());
      case WORKPLACE -> job.workplaceType() == null ? "" : Words.of(job.workplaceType());
      case EMPLOYMENT ->
          job.employmentType() == EmploymentType.UNSPECIFIED ? "" : Words.of(job.employmentType());
      case SOURCE -> text(application.source());
      case TAGS -> String.join(", ", application.tags());
      case ADDED -> day(DayText.day(application.createdAt(), zone));
      case UPDATED -> day(DayText.day(application.updatedAt(), zone));
    };
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "" : DayText.of(day);
  }
}
