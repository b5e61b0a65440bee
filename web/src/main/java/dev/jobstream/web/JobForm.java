package dev.jobstream.web;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.JobDetails;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API takes it: the names and values of {@code docs/json.md}. Null and blank mean not
 * known.
 */
record JobForm(
    @Nullable String title,
    @Nullable String company,
    @Nullable String location,
    @Nullable String workplaceType,
    @Nullable String employmentType,
    @Nullable String seniority,
    @Nullable String industry,
    @Nullable List<String> skills,
    @Nullable SalaryForm salary,
    @Nullable String sourceUrl,
    @Nullable String applyUrl,
    @Nullable String datePosted,
    @Nullable String validThrough) {

  /** A salary as the API takes it. */
  record SalaryForm(
      @Nullable BigDecimal min,
      @Nullable BigDecimal max,
      @Nullable String currency,
      @Nullable String period) {}

  /**
   * The job.
   *
   * @throws ProblemException if a value is none of its field's
   */
  JobDetails details() {
    return JobDetails.builder()
        .title(line(title))
        .company(line(company))
        .location(line(location))
        .workplaceType(choice("workplaceType", WorkplaceType.class, workplaceType, null))
        .employmentType(
            orElse(
                choice("employmentType", EmploymentType.class, employmentType, null),
                EmploymentType.UNSPECIFIED))
        .seniority(
            orElse(choice("seniority", Seniority.class, seniority, null), Seniority.UNSPECIFIED))
        .industry(line(industry))
        .skills(items(skills))
        .salary(salary == null ? null : salary(salary))
        .sourceUrl(address("sourceUrl", sourceUrl))
        .applyUrl(address("applyUrl", applyUrl))
        .datePosted(day("datePosted", datePosted))
        .validThrough(day("validThrough", validThrough))
        .build();
  }

  /** Short texts, none blank, none twice. */
  static List<String> items(@Nullable List<String> given) {
    return given == null
        ? List.of()
        : given.stream()
            .filter(Objects::nonNull)
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .distinct()
            .toList();
  }

  static @Nullable String line(@Nullable String given) {
    return given == null || given.isBlank() ? null : given.strip();
  }

  static @Nullable LocalDate day(String field, @Nullable String given) {
    String day = line(given);
    if (day == null) {
      return null;
    }
    try {
      return LocalDate.parse(day);
    } catch (DateTimeParseException e) {
      throw invalid(field, day, "a day such as `2026-03-12`");
    }
  }

  static <E extends Enum<E>> @Nullable E choice(
      String field, Class<E> type, @Nullable String given, @Nullable E otherwise) {
    String name = line(given);
    if (name == null) {
      return otherwise;
    }
    return Stream.of(type.getEnumConstants())
        .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            invalid(
                field,
                name,
                "one of "
                    + String.join(
                        ", ", Stream.of(type.getEnumConstants()).map(Enum::name).toList())));
  }

  private static <E> E orElse(@Nullable E value, E otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable String address(String field, @Nullable String given) {
    String address = line(given);
    if (address != null && !address.matches("(?i)https?://\\S+")) {
      throw invalid(field, address, "a web address that begins with http:// or https://");
    }
    return address;
  }

  private static @Nullable Salary salary(SalaryForm given) {
    if (given.min() == null && given.max() == null) {
      return null;
    }
    if (given.min() != null && given.max() != null && given.min().compareTo(given.max()) > 0) {
      throw invalid(
          "salary", given.min() + " to " + given.max(), "a lower bound, then an upper one");
    }
    String currency = line(given.currency());
    if (currency != null && !currency.matches("[A-Za-z]{3}")) {
      throw invalid("salary.currency", currency, "a code of three letters such as `EUR`");
    }
    return new Salary(
        given.min(),
        given.max(),
        currency == null ? null : currency.toUpperCase(Locale.ROOT),
        choice("salary.period", Salary.Period.class, given.period(), null));
  }

  private static ProblemException invalid(String field, String value, String wanted) {
    return Problem.unprocessable(
            "invalid-value",
            "The field `%s` is `%s`; it must be %s."
                .formatted(
                    field, value.length() > 80 ? value.substring(0, 80) + "…" : value, wanted))
        .toException();
  }
}
