package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.CalendarFile;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes interviews and reminders for a calendar. */
@Command(
    name = "calendar",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes interviews and open reminders for your calendar.",
      "",
      "Any calendar reads the iCalendar file. Reading a newer one changes what the calendar has, and"
          + " adds nothing twice."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream calendar jobs.ics",
      "  jobstream calendar --since 2026-01-01 - > jobs.ics"
    })
final class CalendarCommand extends TrackerCommand {
  @Parameters(paramLabel = "FILE|-", description = "The file to write; - is standard output.")
  private String file = "";

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description = "Interviews from this day on (default: those of the last 30 days, too).")
  private @Nullable String since;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  CalendarCommand(Session session) {
    super(session);
  }

  @Override
  void prepare() {
    FileOutput.check(file, force);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    LocalDate first = past(since);
    ZoneId zone = session().assembly().clock().getZone();
    LocalDate from = first == null ? today().minusDays(30) : first;
    CalendarFile.Count[] count = {new CalendarFile.Count(0, 0)};
    FileOutput.write(
        session(),
        file,
        force,
        out -> count[0] = CalendarFile.write(tracker, from.atStartOfDay(zone).toInstant(), out));
    if (file.equals("-")) {
      return ExitCode.DONE;
    }
    return done(
        "Wrote %s and %s to `%s`."
            .formatted(
                Count.of(count[0].interviews(), "interview"),
                Count.of(count[0].reminders(), "reminder"),
                file),
        json -> {
          json.writeStartObject();
          json.writeStringField("file", file);
          json.writeNumberField("interviews", count[0].interviews());
          json.writeNumberField("reminders", count[0].reminders());
          json.writeEndObject();
        });
  }
}
