package dev.jobstream.cli;

import dev.jobstream.llm.llamacpp.SystemMemory;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backup;
import dev.jobstream.tracker.exchange.Backups;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a copy of everything. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes everything that is kept into one archive.",
      "",
      "That is applications, postings and documents, but neither models nor settings. Others may go"
          + " on working meanwhile. What was written is read again and checked; `jobstream restore`"
          + " puts it back."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream backup                       jobstream-2026-11-25.zip, here",
      "  jobstream backup /media/stick/jobs.zip",
      "  jobstream restore --check jobs.zip     is the archive whole?"
    })
final class BackupCommand extends TrackerCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|-",
      description = "The archive to write; - is standard output.")
  private @Nullable String file;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  BackupCommand(Session session) {
    super(session);
  }

  private String name() {
    return file == null ? "jobstream-%s.zip".formatted(today()) : file;
  }

  @Override
  void prepare() {
    FileOutput.check(name(), force);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    Backups backups = session().assembly().backups(tracker);
    Backup.Result[] result = {new Backup.Result(0, 0)};
    try (Counter counter = new Counter(session(), "documents", 0)) {
      FileOutput.write(
          session(), name(), force, out -> result[0] = backups.write(out, counter::at));
    }
    if (name().equals("-")) {
      return ExitCode.DONE;
    }
    // A document that the disk has damaged is better known now than when the backup is needed.
    backups.open(Path.of(name()), documents -> {}).close();
    return done(
        "Wrote the database (%s) and %s to `%s`, and checked them."
            .formatted(
                SystemMemory.humanBytes(result[0].databaseBytes()),
                Count.of(result[0].documents(), "document"),
                name()),
        json -> {
          json.writeStartObject();
          json.writeStringField("file", name());
          json.writeNumberField("databaseBytes", result[0].databaseBytes());
          json.writeNumberField("documents", result[0].documents());
          json.writeEndObject();
        });
  }
}
