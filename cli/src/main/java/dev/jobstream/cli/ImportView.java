package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.CsvImport;
import dev.jobstream.tracker.exchange.CsvOptions;
import dev.jobstream.tracker.exchange.CsvPlan;
import dev.jobstream.tracker.exchange.ImportField;
import dev.jobstream.tracker.exchange.JsonImport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads a file in, and tells what becomes of it. */
final class ImportView {
  private final Session session;
  private final boolean json;
  private final boolean dryRun;

  ImportView(Session session, boolean json, boolean dryRun) {
    this.session = session;
    this.json = json;
    this.dryRun = dryRun;
  }

  /** Reads a table. */
  int table(Tracker tracker, Path file, CsvOptions options) throws IOException {
    CsvPlan plan = CsvPlan.of(file, options);
    if (!plan.named()) {
      throw unnamed(plan);
    }
    if (!json) {
      show(plan);
    }
    CsvImport.Result result;
    try (Counter counter = new Counter(session, "rows", plan.rows())) {
      result = CsvImport.run(tracker, plan, dryRun, counter::at);
    }
    for (CsvImport.Problem problem : result.problems()) {
      session.warn("Line %d: %s".formatted(problem.line(), problem.message()));
    }
    more(result.failed() - result.problems().size(), "rows");
    if (json) {
      session.out().raw(JsonText.pretty(out -> write(out, plan, result)) + "\n");
    } else {
      session
          .out()
          .paragraph(
              StyledText.of(sentence("row", result.added(), result.duplicates(), result.failed())));
    }
    return result.failed() > 0 && result.added() == 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static TrackerException unnamed(CsvPlan plan) {
    List<String> headings = plan.columns().stream().map(CsvPlan.Column::heading).toList();
    return TrackerException.invalid(
        "None of the columns of `%s` is known to hold a title or a company: `%s`. Say which does, such as `--map \"%s=title\"`."
            .formatted(
                plan.file().getFileName(), String.join("`, `", headings), headings.getFirst()));
  }

  private void show(CsvPlan plan) {
    Output out = session.out();
    out.paragraph(
        StyledText.of(
            String.format(
                Locale.ROOT,
                "%s in %s, a %s between columns%s.",
                Count.of(plan.rows(), "row"),
                plan.encoding().name(),
                plan.delimiterName(),
                plan.dayOrder() == null
                    ? ""
                    : ", days as "
                        + switch (plan.dayOrder()) {
                          case DAY_FIRST -> "day/month/year";
                          case MONTH_FIRST -> "month/day/year";
                        })));
    Table table = new Table("COLUMN", "HOLDS", "FOR EXAMPLE");
    for (CsvPlan.Column column : plan.columns()) {
      ImportField field = column.field();
      table.row(
          StyledText.of(column.heading()),
          field == null ? StyledText.of(Style.DIM, "(left out)") : StyledText.of(field.typed()),
          StyledText.of(column.example()).cut(40));
    }
    table.lines(out.screen().columns().getAsInt()).forEach(out::line);
  }

  /** Reads an export. */
  int json(Tracker tracker, Path file) throws IOException {
    JsonImport.Result result;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        Counter counter = new Counter(session, "applications", 0)) {
      result = JsonImport.run(tracker, in, dryRun, counter::at);
    }
    result.problems().forEach(session::warn);
    more(result.failed() - result.problems().size(), "applications");
    if (result.different() > 0) {
      session.warn(
          "%d applications are here already and have changed since; they were left as they are."
              .formatted(result.different()));
    }
    if (json) {
      session
          .out()
          .raw(
              JsonText.pretty(out -> {
                out.writeStartObject();
                counts(out, result.added(), result.same() + result.different(), result.failed());
                out.writeNumberField("different", result.different());
                out.writeArrayFieldStart("problems");
                for (String problem : result.problems()) {
                  out.writeString(problem);
                }
                out.writeEndArray();
                out.writeEndObject();
              })
                  + "\n");
    } else {
      session
          .out()
          .paragraph(
              StyledText.of(
                  sentence(
                      "application",
                      result.added(),
                      result.same() + result.different(),
                      result.failed())));
    }
    return result.failed() > 0 && result.added() == 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void more(long count, String what) {
    if (count > 0) {
      session.warn(String.format(Locale.ROOT, "%,d more %s could not be read.", count, what));
    }
  }

  private String sentence(String what, long added, long there, long failed) {
    String sentence = Count.of(added, what) + (dryRun ? " would go in" : " went in");
    if (there > 0) {
      sentence += String.format(Locale.ROOT, ", %,d are here already", there);
    }
    if (failed > 0) {
      sentence += String.format(Locale.ROOT, ", %,d could not be read", failed);
    }
    return sentence + (dryRun ? ". Nothing was saved, since this is a dry run." : ".");
  }

  private void write(JsonGenerator out, CsvPlan plan, CsvImport.Result result) throws IOException {
    out.writeStartObject();
    counts(out, result.added(), result.duplicates(), result.failed());
    out.writeStringField("encoding", plan.encoding().name());
    out.writeStringField("delimiter", String.valueOf(plan.delimiter()));
    out.writeArrayFieldStart("columns");
    for (CsvPlan.Column column : plan.columns()) {
      out.writeStartObject();
      out.writeStringField("heading", column.heading());
      out.writeStringField("field", column.field() == null ? null : column.field().typed());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("problems");
    for (CsvImport.Problem problem : result.problems()) {
      out.writeStartObject();
      out.writeNumberField("line", problem.line());
      out.writeStringField("message", problem.message());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void counts(JsonGenerator out, long added, long there, long failed) throws IOException {
    out.writeBooleanField("dryRun", dryRun);
    out.writeNumberField("added", added);
    out.writeNumberField("duplicates", there);
    out.writeNumberField("failed", failed);
  }
}
