package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.CsvOptions;
import dev.jobstream.tracker.exchange.DayOrder;
import dev.jobstream.tracker.exchange.ImportField;
import dev.jobstream.tracker.exchange.JsonImport;
import dev.jobstream.tracker.search.Choice;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads applications in. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads applications in, from a table or an export.",
      "",
      "That is a table (CSV) of another tracker or of your own, or what `jobstream export` wrote as"
          + " JSON.",
      "",
      "What each column holds is guessed by its heading, and shown. A row that cannot be read is"
          + " told with its line, and the others go in. What is here already is left out."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream import jobs.csv --dry-run",
      "  jobstream import jobs.csv --map \"Firma=company\" --map \"Wert=\" --dates day-first",
      "  jobstream import jobs.csv --map-stage \"2. Runde=interviewing\"",
      "  jobstream import everything.json",
      "",
      "A column can hold title, company, location, workplaceType, employmentType,",
      "seniority, industry, skills, tags, salary, salaryMin, salaryMax, currency,",
      "salaryPeriod, source, sourceUrl, applyUrl, datePosted, validThrough, stage,",
      "stageOn, appliedOn, notes, description, contactName, contactEmail,",
      "contactPhone, reminder or reminderOn; nothing leaves it out."
    })
final class ImportCommand extends TrackerCommand {
  @Parameters(paramLabel = "FILE|-", description = "The file; - reads standard input.")
  private String file = "";

  @Option(names = "--dry-run", description = "Show what would go in, and save nothing.")
  private boolean dryRun;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description =
          "What a column holds, by its heading or its number; may be given several times.")
  private List<String> columns = List.of();

  @Option(
      names = "--map-stage",
      paramLabel = "WORD=STAGE",
      description = "What a stage is called in the table; may be given several times.")
  private List<String> stages = List.of();

  @Option(
      names = "--dates",
      paramLabel = "ORDER",
      description = "day-first or month-first: how 03/04/2026 is meant (default: found out).")
  private @Nullable String dates;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Such as utf-8, utf-16, windows-1252 or macintosh (default: found out).")
  private @Nullable String encoding;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "What stands between columns; tab for a tab (default: found out).")
  private @Nullable String delimiter;

  @Option(names = "--keep-duplicates", description = "Take rows that are here already, too.")
  private boolean keepDuplicates;

  ImportCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    CsvOptions options = options();
    if (!file.equals("-")) {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        throw new CommandException(
            ExitCode.USAGE,
            "There is no file `%s`. Name a table (CSV) or an export of Jobstream (JSON)."
                .formatted(file));
      }
      return read(tracker, path, options);
    }
    // A table is read several times, to find out what it is.
    Path copy = Files.createTempFile("jobstream-import", ".tmp");
    try {
      Files.copy(session().in(), copy, StandardCopyOption.REPLACE_EXISTING);
      return read(tracker, copy, options);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private int read(Tracker tracker, Path path, CsvOptions options) throws IOException {
    ImportView view = new ImportView(session(), json(), dryRun);
    return JsonImport.looksLikeJson(path)
        ? view.json(tracker, path)
        : view.table(tracker, path, options);
  }

  private CsvOptions options() {
    Map<String, @Nullable ImportField> fields = new LinkedHashMap<>();
    for (String column : columns) {
      int equals = split(column, "--map", "COLUMN=FIELD");
      String name = column.substring(equals + 1).strip();
      fields.put(
          column.substring(0, equals).strip(),
          name.isEmpty() ? null : Choice.of("field", ImportField.class).parse(name));
    }
    Map<String, Stage> named = new LinkedHashMap<>();
    for (String stage : stages) {
      int equals = split(stage, "--map-stage", "WORD=STAGE");
      named.put(
          stage.substring(0, equals).strip(),
          Choice.of("stage", Stage.class).parse(stage.substring(equals + 1)));
    }
    return new CsvOptions(
        charset(),
        separator(),
        fields,
        named,
        dates == null ? null : Choice.of("order of dates", DayOrder.class).parse(dates),
        keepDuplicates);
  }

  private static int split(String text, String option, String form) {
    int equals = text.lastIndexOf('=');
    if (equals < 1) {
      throw new CommandException(
          ExitCode.USAGE,
          "The option `%s` is `%s`; write it as `%s`.".formatted(option, text, form));
    }
    return equals;
  }

  private @Nullable Charset charset() {
    if (encoding == null) {
      return null;
    }
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no encoding `%s`. Common ones are utf-8, utf-16, windows-1252, iso-8859-1 and macintosh."
              .formatted(encoding),
          e);
    }
  }

  private @Nullable Character separator() {
    if (delimiter == null) {
      return null;
    }
    String one = delimiter.equalsIgnoreCase("tab") ? "\t" : delimiter;
    if (one.length() != 1 || one.equals("\"")) {
      throw new CommandException(
          ExitCode.USAGE,
          "The option `--delimiter` is `%s`; it must be one character, or `tab`."
              .formatted(delimiter));
    }
    return one.charAt(0);
  }
}
