package dev.jobstream.cli;

import dev.jobstream.tracker.applications.TrackerException;
import java.util.List;
import picocli.CommandLine;

/** The commands over what is kept. */
final class TrackerCommands {
  private TrackerCommands() {}

  static List<CommandLine> all(Session session) {
    return List.of(
        new CommandLine(new AddCommand(session)),
        new CommandLine(new ListCommand(session)),
        new CommandLine(new SearchCommand(session)),
        new CommandLine(new ShowCommand(session)),
        new CommandLine(new EditCommand(session)),
        new CommandLine(new StageCommand(session)),
        new CommandLine(new NoteCommand(session)),
        new CommandLine(new RemindCommand(session)),
        new CommandLine(new InterviewCommand(session)),
        new CommandLine(new AttachCommand(session)),
        new CommandLine(new ContactCommand(session)),
        new CommandLine(new TagCommand(session)),
        new CommandLine(new CompanyCommand(session))
            .addSubcommand(new CompanyMergeCommand(session))
            .addSubcommand(new CompanySeparateCommand(session)),
        new CommandLine(new StatsCommand(session)),
        new CommandLine(new DeleteCommand(session)),
        new CommandLine(new ExportCommand(session)),
        new CommandLine(new ImportCommand(session)),
        new CommandLine(new ReportCommand(session)),
        new CommandLine(new CalendarCommand(session)),
        new CommandLine(new BackupCommand(session)),
        new CommandLine(new RestoreCommand(session)));
  }

  static int exitCode(TrackerException e) {
    return switch (e) {
      case TrackerException.Invalid wrong -> ExitCode.USAGE;
      case TrackerException.InvalidSearch wrong -> ExitCode.USAGE;
      case TrackerException.NotFound missing -> ExitCode.USAGE;
      case TrackerException.Ambiguous several -> ExitCode.USAGE;
      case TrackerException.Changed meanwhile -> ExitCode.FAILED;
      case TrackerException.StoreUnavailable broken -> ExitCode.FAILED;
    };
  }
}
