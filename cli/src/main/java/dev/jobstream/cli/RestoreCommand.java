package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.exchange.BackupsFolder;
import dev.jobstream.tracker.exchange.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
          + " own, and replaced at once or not at all. A database that cannot be read is moved aside"
          + " instead."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream restore --check jobstream-2026-11-25.zip",
      "  jobstream restore jobstream-2026-11-25.zip"
    })
final class RestoreCommand extends ResultCommand {
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
  public Integer call() throws IOException {
    if (!Files.isRegularFile(Path.of(file))) {
      throw new CommandException(
          ExitCode.USAGE, "There is no file `%s`. Name a backup's archive.".formatted(file));
    }
    Assembly assembly = session().assembly();
    if (!checkOnly && assembly.databaseFile().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "Applications are kept on a PostgreSQL server, which is restored with its own `pg_restore`. `--check` looks whether the archive is whole.");
    }
    try (Counter counter = new Counter(session(), "documents", 0);
        Restore restore =
            Restore.open(Path.of(file), assembly.home(), assembly::openStore, counter::at)) {
      String found = found(restore);
      if (checkOnly) {
        return told("The backup is whole: %s.".formatted(found), restore, null);
      }
      try {
        return replace(restore, found);
      } catch (TrackerException.StoreUnavailable e) {
        if (!e.isUnreadable()) {
          throw e;
        }
        return replaceUnreadable(restore, found, String.valueOf(e.getMessage()));
      }
    }
  }

  private static String found(Restore restore) {
    return "%s and %s of %s"
        .formatted(
            Count.of(restore.applications(), "application"),
            Count.of(restore.documents(), "document"),
            restore.createdAt());
  }

  /** Saves what is there, if there is anything, and replaces it. */
  private int replace(Restore restore, String found) throws IOException {
    try (Tracker tracker = session().assembly().tracker()) {
      Backups backups = session().assembly().backups(tracker);
      if (backups.replacesAnything()) {
        String there = Count.of(backups.replaced(), "application");
        if (!mayReplace("what is kept now (%s, the trash included)".formatted(there), found)) {
          return unchanged();
        }
      }
      return restored(found, restore, backups.restore(restore).orElse(null));
    }
  }

  /** Replaces a database that can be neither opened nor saved, and keeps it as it is. */
  private int replaceUnreadable(Restore restore, String found, String why) throws IOException {
    session().warn(why);
    if (!mayReplace("the database that cannot be read", found)) {
      return unchanged();
    }
    Assembly assembly = session().assembly();
    Path moved =
        new BackupsFolder(assembly.home())
            .moveDamaged(assembly.databaseFile().orElseThrow(), assembly.clock().instant());
    try (Tracker tracker = assembly.tracker()) {
      restore.into(tracker, () -> {});
    }
    return restored(found, restore, moved);
  }

  private boolean mayReplace(String there, String found) {
    return Question.mayGoOn(
        session(), "Replace %s by %s?".formatted(there, found), force, "--force");
  }

  private int unchanged() {
    session().warn("Nothing was changed.");
    return ExitCode.USAGE;
  }

  private int restored(String found, Restore restore, @Nullable Path saved) {
    return told(
        "Restored %s.%s"
            .formatted(
                found, saved == null ? "" : " What was there before is in `%s`.".formatted(saved)),
        restore,
        saved);
  }

  private int told(String sentence, Restore restore, @Nullable Path saved) {
    return done(
        sentence,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("restored", !checkOnly);
          json.writeStringField("createdAt", restore.createdAt().toString());
          json.writeNumberField("applications", restore.applications());
          json.writeNumberField("documents", restore.documents());
          json.writeStringField("saved", saved == null ? null : saved.toString());
          json.writeEndObject();
        });
  }
}
