package dev.jobstream.web;

import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a form sent, by the names of its fields. What is blank was not given. */
record FormValues(Context ctx) {

  @Nullable String text(String name) {
    return JobForm.line(ctx.formParam(name));
  }

  /** What must be there; the tracker says so if it is blank. */
  String needed(String name) {
    String value = text(name);
    return value == null ? "" : value;
  }

  @Nullable LocalDate day(String name) {
    return JobForm.day(name, ctx.formParam(name));
  }

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    return JobForm.choice(name, type, ctx.formParam(name), null);
  }

  /** What stands between commas, or on a line each. */
  List<String> items(String name) {
    String value = text(name);
    return value == null ? List.of() : JobForm.items(Stream.of(value.split("[,\n]", -1)).toList());
  }

  @Nullable BigDecimal amount(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return new BigDecimal(value.replaceAll("[\\s,'\u2019]", ""));
    } catch (NumberFormatException e) {
      throw invalid(name, value, "a number such as `80000`");
    }
  }

  @Nullable Integer number(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException e) {
      throw invalid(name, value, "a whole number");
    }
  }

  /** The version of what the form was made from. */
  long version() {
    Integer version = number("version");
    if (version == null) {
      throw Problem.badRequest("The form has no `version`. Reload the page and try again.")
          .toException();
    }
    return version;
  }

  /** All values of fields of one name. */
  List<String> all(String name) {
    return ctx.formParams(name);
  }

  private static ProblemException invalid(String name, String value, String wanted) {
    return Problem.unprocessable(
            "invalid-value",
            "The field `%s` is `%s`; it must be %s."
                .formatted(
                    name, value.length() > 80 ? value.substring(0, 80) + "…" : value, wanted))
        .toException();
  }

  /** The details of a job. */
  JobForm job() {
    return new JobForm(
        text("title"),
        text("company"),
        text("location"),
        text("workplaceType"),
        text("employmentType"),
        text("seniority"),
        text("industry"),
        items("skills"),
        new JobForm.SalaryForm(
            amount("salaryMin"), amount("salaryMax"), text("currency"), text("period")),
        text("sourceUrl"),
        text("applyUrl"),
        text("datePosted"),
        text("validThrough"));
  }
}
