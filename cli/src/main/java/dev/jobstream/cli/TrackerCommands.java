package dev.jobstream.cli;

import dev.jobstream.tracker.applications.TrackerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands over what is kept. */
final class TrackerCommands {
  private TrackerCommands() {}

  /** By name, in the order of the help. */
  static Map<String, Supplier<CommandLine>> all(Session session) {
    Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
    all.put("add", () -> new CommandLine(new AddCommand(session)));
    all.put("list", () -> new CommandLine(new ListCommand(session)));
    all.put("search", () -> new CommandLine(new SearchCommand(session)));
    all.put("show", () -> new CommandLine(new ShowCommand(session)));
    all.put("edit", () -> new CommandLine(new EditCommand(session)));
    all.put("stage", () -> new CommandLine(new StageCommand(session)));
    all.put("note", () -> new CommandLine(new NoteCommand(session)));
    all.put("remind", () -> new CommandLine(new RemindCommand(session)));
    all.put("interview", () -> new CommandLine(new InterviewCommand(session)));
    all.put("attach", () -> new CommandLine(new AttachCommand(session)));
    all.put("contact", () -> new CommandLine(new ContactCommand(session)));
    all.put("tag", () -> new CommandLine(new TagCommand(session)));
    all.put(
        "company",
        () ->
            new CommandLine(new CompanyCommand(session))
                .addSubcommand(new CompanyMergeCommand(session))
                .addSubcommand(new CompanySeparateCommand(session)));
    all.put("stats", () -> new CommandLine(new StatsCommand(session)));
    all.put("delete", () -> new CommandLine(new DeleteCommand(session)));
    all.put("export", () -> new CommandLine(new ExportCommand(session)));
    all.put("import", () -> new CommandLine(new ImportCommand(session)));
    all.put("report", () -> new CommandLine(new ReportCommand(session)));
    all.put("calendar", () -> new CommandLine(new CalendarCommand(session)));
    all.put("backup", () -> new CommandLine(new BackupCommand(session)));
    all.put("restore", () -> new CommandLine(new RestoreCommand(session)));
    return all;
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
