package dev.jobstream.cli;

import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backup;
import dev.jobstream.tracker.exchange.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a backup back. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts a backup in the place of what is kept now.",
      "",
      "First the archive is unpacked and checked; then what is there is saved as a backup of its"
          + " own, and replaced at once or not at all."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream restore --check jobstream-2026-11-25.zip",
      "  jobstream restore jobstream-2026-11-25.zip"
    })
final class RestoreCommand extends TrackerCommand {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Parameters(paramLabel = "FILE", description = "The archive that `jobstream backup` wrote.")
  private String file = "";

  @Option(names = "--check", description = "Only look whether the archive is whole.")
  private boolean checkOnly;

  @Option(
      names = {"--force", "-y"},
      description = "Do not ask before what is there is replaced.")
  private boolean force;

  RestoreCommand(Session session) {
    super(session);
  }

  @Override
  void prepare() {
    if (!Files.isRegularFile(Path.of(file))) {
      throw new CommandException(
          ExitCode.USAGE, "There is no file `%s`. Name a backup's archive.".formatted(file));
    }
  }

  @Override
  int run(Tracker tracker) throws IOException {
    Assembly assembly = session().assembly();
    try (Counter counter = new Counter(session(), "documents", 0);
        Restore restore =
            Restore.open(Path.of(file), assembly.home(), assembly::openStore, counter::at)) {
      String found =
          "%s and %s of %s"
              .formatted(
                  Count.of(restore.applications(), "application"),
                  Count.of(restore.documents(), "document"),
                  restore.createdAt());
      if (checkOnly) {
        return told("The backup is whole: %s.".formatted(found), restore, null);
      }
      long there = tracker.applications().count(SearchQuery.all(), Long.MAX_VALUE);
      String saved = null;
      if (there > 0) {
        String question =
            "Replace the %s that are kept now by %s?"
                .formatted(Count.of(there, "application"), found);
        if (!Question.mayGoOn(session(), question, force, "--force")) {
          session().warn("Nothing was changed.");
          return ExitCode.USAGE;
        }
        saved = save(tracker);
      }
      restore.into(assembly.home(), tracker.store());
      return told(
          "Restored %s.%s"
              .formatted(
                  found,
                  saved == null ? "" : " What was there before is in `%s`.".formatted(saved)),
          restore,
          saved);
    }
  }

  /** What is there is lost only if this fails, and then nothing is replaced. */
  private String save(Tracker tracker) throws IOException {
    Assembly assembly = session().assembly();
    Path folder = Files.createDirectories(assembly.home().resolve("backups"));
    String name = "before-restore-" + MOMENT.format(assembly.clock().instant());
    Path archive = folder.resolve(name + ".zip");
    for (int other = 2; Files.exists(archive); other++) {
      archive = folder.resolve("%s-%d.zip".formatted(name, other));
    }
    FileOutput.write(
        session(),
        archive.toString(),
        false,
        out ->
            Backup.write(
                tracker, out, assembly.home(), assembly.clock().instant(), documents -> {}));
    return archive.toString();
  }

  private int told(String sentence, Restore restore, @Nullable String saved) {
    return done(
        sentence,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("restored", !checkOnly);
          json.writeStringField("createdAt", restore.createdAt().toString());
          json.writeNumberField("applications", restore.applications());
          json.writeNumberField("documents", restore.documents());
          json.writeStringField("saved", saved);
          json.writeEndObject();
        });
  }
}
