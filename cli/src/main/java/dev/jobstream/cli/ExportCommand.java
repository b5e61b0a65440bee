package dev.jobstream.cli;

import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.CsvExport;
import dev.jobstream.tracker.exchange.JsonExport;
import dev.jobstream.tracker.search.Choice;
import dev.jobstream.tracker.search.SearchParser;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes everything out. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the applications out, as JSON or CSV.",
      "",
      "JSON has everything there is, documents included, and `jobstream import` reads it again. CSV"
          + " is a table with a row each."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream export everything.json",
      "  jobstream export applications.csv --bom        for Excel",
      "  jobstream export --format csv --search 'is:open' - | head",
      "",
      "For a backup, `jobstream backup` is faster and checks what it wrote."
    })
final class ExportCommand extends TrackerCommand {
  @Parameters(paramLabel = "FILE|-", description = "The file to write; - is standard output.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "json or csv (default: by the file's ending, else json).")
  private @Nullable String format;

  @Option(
      names = "--search",
      paramLabel = "SEARCH",
      description = "Only what a search finds; for CSV.")
  private @Nullable String search;

  @Option(names = "--bom", description = "Begin CSV with a byte-order mark, which Excel needs.")
  private boolean mark;

  @Option(
      names = "--no-documents",
      description = "Leave the contents of documents out of the JSON.")
  private boolean withoutDocuments;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  ExportCommand(Session session) {
    super(session);
  }

  /** What can be written. */
  private enum Format {
    JSON,
    CSV
  }

  @Override
  void prepare() {
    FileOutput.check(file, force);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    boolean table = chosen() == Format.CSV;
    if (!table && search != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "JSON always holds everything. Leave `--search` out, or write CSV with `--format csv`.");
    }
    SearchQuery query = search == null ? SearchQuery.all() : SearchParser.parse(search, today());
    long count;
    try (Counter counter = new Counter(session(), "applications", 0)) {
      FileOutput.write(
          session(),
          file,
          force,
          out -> {
            if (table) {
              CsvExport.write(tracker, query, out, mark, counter::at);
            } else {
              new JsonExport(tracker, !withoutDocuments)
                  .write(out, session().assembly().clock().instant(), counter::at);
            }
          });
      count = counter.done();
    }
    if (file.equals("-")) {
      return ExitCode.DONE;
    }
    return done(
        "Wrote %s to `%s`.".formatted(Count.of(count, "application"), file),
        json -> {
          json.writeStartObject();
          json.writeStringField("file", file);
          json.writeNumberField("applications", count);
          json.writeEndObject();
        });
  }

  private Format chosen() {
    if (format != null) {
      return Choice.of("format", Format.class).parse(format);
    }
    return file.toLowerCase(Locale.ROOT).endsWith(".csv") ? Format.CSV : Format.JSON;
  }
}
