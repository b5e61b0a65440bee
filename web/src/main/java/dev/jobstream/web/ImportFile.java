package dev.jobstream.web;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.CsvImport;
import dev.jobstream.tracker.exchange.CsvOptions;
import dev.jobstream.tracker.exchange.CsvPlan;
import dev.jobstream.tracker.exchange.DayOrder;
import dev.jobstream.tracker.exchange.ImportField;
import dev.jobstream.tracker.exchange.JsonImport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of applications that waits to be read in: a table, or an export of Jobstream. Nothing is
 * saved before {@link #run}. Thread-safe.
 */
final class ImportFile implements WaitingUploads.Upload {
  private final Tracker tracker;
  private final Path file;
  private final String name;
  private final boolean json;
  private CsvOptions options = CsvOptions.defaults();

  private ImportFile(Tracker tracker, Path file, String name, boolean json) {
    this.tracker = tracker;
    this.file = file;
    this.name = name;
    this.json = json;
  }

  /**
   * Takes a file on.
   *
   * @param file deleted when this is closed
   * @param name what its owner calls it
   */
  static ImportFile of(Tracker tracker, Path file, String name) throws IOException {
    return new ImportFile(tracker, file, name, JsonImport.looksLikeJson(file));
  }

  /**
   * A column of a table.
   *
   * @param field what it holds, as {@link ImportField#typed} names it; null leaves it out
   * @param example a value; may be empty
   */
  record Column(String heading, @Nullable String field, String example) {}

  /**
   * How a table is read.
   *
   * @param delimiter what stands between columns, for people
   * @param dayOrder how it writes days; null if no value tells
   * @param rows how many rows follow the headings
   * @param named whether a column holds a title or a company, without which no row can go in
   * @param stages what stages are called in it
   * @param keepDuplicates whether rows are taken that are here already
   */
  record Table(
      String encoding,
      String delimiter,
      @Nullable DayOrder dayOrder,
      long rows,
      boolean named,
      List<Column> columns,
      Map<String, Stage> stages,
      boolean keepDuplicates) {}

  /**
   * What could not be read.
   *
   * @param line the line of a table; null for an export
   */
  record Fault(@Nullable Long line, String message) {}

  /**
   * What became of the rows, or would.
   *
   * @param duplicates how many are here already
   * @param different how many of those have changed here since
   * @param failed how many could not be read
   * @param faults the first of those
   */
  record Outcome(
      boolean dryRun,
      long added,
      long duplicates,
      long different,
      long failed,
      List<Fault> faults) {}

  /**
   * A file that waits, and what would become of it.
   *
   * @param table how it is read; null for an export
   * @param outcome of a dry run; null where no column is known
   */
  record Preview(String id, String fileName, @Nullable Table table, @Nullable Outcome outcome) {}

  /** Reads it as it is and saves nothing. */
  synchronized Preview preview(String id) throws IOException {
    if (json) {
      return new Preview(id, name, null, readJson(true));
    }
    CsvPlan plan = CsvPlan.of(file, options);
    return new Preview(id, name, table(plan), plan.named() ? readTable(plan, true) : null);
  }

  /** Says how the table is to be read. */
  synchronized void read(CsvOptions how) throws IOException {
    if (!json) {
      // Fails here if a column is none of it.
      CsvPlan.of(file, how);
      options = how;
    }
  }

  /**
   * Reads it in.
   *
   * @throws ProblemException if no column holds a title or a company
   */
  synchronized Outcome run() throws IOException {
    if (json) {
      return readJson(false);
    }
    CsvPlan plan = CsvPlan.of(file, options);
    if (!plan.named()) {
      throw Problem.unprocessable(
              "columns-unknown",
              "No column is known to hold a title or a company. Say which does, then import again.")
          .toException();
    }
    return readTable(plan, false);
  }

  private Outcome readTable(CsvPlan plan, boolean dryRun) throws IOException {
    CsvImport.Result result = CsvImport.run(tracker, plan, dryRun, done -> {});
    List<Fault> faults = new ArrayList<>();
    for (CsvImport.Problem problem : result.problems()) {
      faults.add(new Fault(problem.line(), problem.message()));
    }
    return new Outcome(dryRun, result.added(), result.duplicates(), 0, result.failed(), faults);
  }

  private Outcome readJson(boolean dryRun) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      JsonImport.Result result = JsonImport.run(tracker, in, dryRun, done -> {});
      List<Fault> faults =
          result.problems().stream().map(problem -> new Fault(null, problem)).toList();
      return new Outcome(
          dryRun,
          result.added(),
          result.same() + result.different(),
          result.different(),
          result.failed(),
          faults);
    }
  }

  private static Table table(CsvPlan plan) {
    List<Column> columns = new ArrayList<>();
    for (CsvPlan.Column column : plan.columns()) {
      ImportField field = column.field();
      columns.add(
          new Column(column.heading(), field == null ? null : field.typed(), column.example()));
    }
    return new Table(
        plan.encoding().name(),
        plan.delimiterName(),
        plan.dayOrder(),
        plan.rows(),
        plan.named(),
        columns,
        plan.options().stages(),
        plan.options().keepDuplicates());
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
