package dev.jobstream.web;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.exchange.CsvOptions;
import dev.jobstream.tracker.exchange.DayOrder;
import dev.jobstream.tracker.exchange.ImportField;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table is to be read, as the API and forms say it. What is null is found out.
 *
 * @param columns what columns hold, by their headings or their numbers from 1; null leaves one out
 * @param stages what stages are called in the table
 * @param dayOrder {@code DAY_FIRST} or {@code MONTH_FIRST}
 * @param delimiter one character, or {@code tab}
 */
record ImportOptions(
    @Nullable Map<String, @Nullable String> columns,
    @Nullable Map<String, String> stages,
    @Nullable String dayOrder,
    @Nullable String encoding,
    @Nullable String delimiter,
    @Nullable Boolean keepDuplicates) {

  /** What a form says: a field {@code column-N} for each column, and stages a line each. */
  static ImportOptions of(FormValues form) {
    Map<String, @Nullable String> columns = new HashMap<>();
    for (int number = 1; form.ctx().formParam("column-" + number) != null; number++) {
      columns.put(String.valueOf(number), form.text("column-" + number));
    }
    Map<String, String> stages = new LinkedHashMap<>();
    String given = form.ctx().formParam("stages");
    for (String line : given == null ? new String[0] : given.split("\\R")) {
      int equals = line.lastIndexOf('=');
      if (equals > 0) {
        stages.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      } else if (!line.isBlank()) {
        throw invalid(
            "stages", line.strip(), "a word, `=` and a stage, such as `2. Runde = interviewing`");
      }
    }
    return new ImportOptions(
        columns,
        stages,
        form.text("dayOrder"),
        form.text("encoding"),
        form.text("delimiter"),
        form.text("keepDuplicates") != null);
  }

  /**
   * The same for the tracker.
   *
   * @throws ProblemException if a value is none that it can be
   */
  CsvOptions toCsv() {
    Map<String, @Nullable ImportField> fields = new HashMap<>();
    if (columns != null) {
      columns.forEach((column, field) -> fields.put(column, field == null ? null : field(field)));
    }
    Map<String, Stage> named = new LinkedHashMap<>();
    if (stages != null) {
      stages.forEach((word, stage) -> {
        Stage known = JobForm.choice("stages", Stage.class, stage, null);
        if (known != null) {
          named.put(word, known);
        }
      });
    }
    return new CsvOptions(
        charset(),
        separator(),
        fields,
        named,
        JobForm.choice("dayOrder", DayOrder.class, dayOrder, null),
        Boolean.TRUE.equals(keepDuplicates));
  }

  private static ImportField field(String name) {
    return ImportField.named(name)
        .orElseThrow(() -> invalid("columns", name, "the name of a field, such as `appliedOn`"));
  }

  private @Nullable Charset charset() {
    if (encoding == null) {
      return null;
    }
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw invalid("encoding", encoding, "the name of one, such as `utf-8` or `windows-1252`");
    }
  }

  private @Nullable Character separator() {
    if (delimiter == null) {
      return null;
    }
    String one = delimiter.equalsIgnoreCase("tab") ? "\t" : delimiter;
    if (one.length() != 1 || one.equals("\"")) {
      throw invalid("delimiter", delimiter, "one character, or `tab`");
    }
    return one.charAt(0);
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
