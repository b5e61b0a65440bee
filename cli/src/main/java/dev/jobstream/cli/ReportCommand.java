package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ReportPage;
import dev.jobstream.tracker.exchange.WorkSearchReport;
import dev.jobstream.tracker.search.Choice;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what was done to find work. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes what you did to find work, as an employment office asks for it.",
      "",
      "Every application that was sent or moved on in these days, with all its moves; as a page to"
          + " print, or as a table."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream report november.html --from 2026-11-01 --to 2026-11-30 --name \"Ada Muster\"",
      "  jobstream report november.csv --from 2026-11-01 --bom",
      "  jobstream report --format csv - | column -s, -t"
    })
final class ReportCommand extends TrackerCommand {
  @Parameters(paramLabel = "FILE|-", description = "The file to write; - is standard output.")
  private String file = "";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The first day (default: the first of this month).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day (default: today).")
  private @Nullable String to;

  @Option(names = "--name", paramLabel = "TEXT", description = "Whose report it is.")
  private @Nullable String name;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "html or csv (default: by the file's ending, else html).")
  private @Nullable String format;

  @Option(names = "--bom", description = "Begin CSV with a byte-order mark, which Excel needs.")
  private boolean mark;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  ReportCommand(Session session) {
    super(session);
  }

  /** What can be written. */
  private enum Format {
    HTML,
    CSV
  }

  @Override
  void prepare() {
    FileOutput.check(file, force);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    LocalDate first = past(from);
    LocalDate last = past(to);
    WorkSearchReport report =
        new WorkSearchReport(
            tracker,
            first == null ? today().withDayOfMonth(1) : first,
            last == null ? today() : last);
    boolean table =
        format == null
            ? file.toLowerCase(Locale.ROOT).endsWith(".csv")
            : Choice.of("format", Format.class).parse(format) == Format.CSV;
    FileOutput.write(
        session(),
        file,
        force,
        out -> {
          if (table) {
            report.writeCsv(out, mark);
          } else {
            new ReportPage(report, name, today()).write(out);
          }
        });
    if (file.equals("-")) {
      return ExitCode.DONE;
    }
    return done(
        "Wrote the report to `%s`.".formatted(file),
        json -> {
          json.writeStartObject();
          json.writeStringField("file", file);
          json.writeEndObject();
        });
  }
}
