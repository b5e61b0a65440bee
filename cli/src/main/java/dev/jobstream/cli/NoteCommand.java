package dev.jobstream.cli;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes something down about an application. */
@Command(
    name = "note",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a note about an application. Its words are found by searches.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream note 3f9k They use Kotlin and pay for trains.",
      "  jobstream note 3f9k - < call.txt",
      "  jobstream note --remove 5c2m"
    })
final class NoteCommand extends TrackerCommand {
  private static final int MOST_BYTES = 1_000_000;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private @Nullable String id;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT|-",
      description = "The note; - reads it from standard input.")
  private List<String> text = List.of();

  @Option(names = "--remove", paramLabel = "NOTE", description = "Remove the note of this id.")
  private @Nullable String remove;

  NoteCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    if (remove != null) {
      Note note = tracker.journal().find(Note.class, remove);
      tracker.journal().remove(Note.class, note.id());
      return done(
          "The note `%s` is removed.".formatted(note.id()),
          json -> ApplicationJson.write(json, note));
    }
    if (id == null) {
      throw new CommandException(ExitCode.USAGE, "Name the application, and write the note.");
    }
    JobApplication application = tracker.applications().find(id);
    Note note = tracker.journal().addNote(application.id(), typed());
    return done(
        "Noted about %s.".formatted(ApplicationText.name(application)),
        json -> ApplicationJson.write(json, note));
  }

  private String typed() throws IOException {
    if (!text.equals(List.of("-"))) {
      return String.join(" ", text);
    }
    byte[] bytes = session().in().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw TrackerException.invalid(
          "The note is larger than a megabyte. Attach it as a document with `jobstream attach`.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
