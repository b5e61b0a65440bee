package dev.jobstream.cli;

import dev.jobstream.llm.llamacpp.SystemMemory;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.ApplicationJson;
import dev.jobstream.tracker.search.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps the files that were sent. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Keeps a copy of a file: the résumé or letter exactly as it was sent.",
      "",
      "Later changes to the file make no difference to the copy."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream attach 3f9k resume.pdf --as resume",
      "  jobstream attach 3f9k letter.pdf --as cover-letter",
      "  jobstream attach --get 5c2m --to letter-as-sent.pdf",
      "  jobstream attach --remove 5c2m"
    })
final class AttachCommand extends TrackerCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private @Nullable String id;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "The file to keep.")
  private @Nullable String file;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "resume, cover-letter or other (default: other).")
  private String kind = "other";

  @Option(
      names = "--get",
      paramLabel = "DOCUMENT",
      description = "Copy the document of this id to a file.")
  private @Nullable String wanted;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The file that --get makes (default: the document's own name, here).")
  private @Nullable String target;

  @Option(
      names = "--remove",
      paramLabel = "DOCUMENT",
      description = "Remove the document of this id; --restore brings it back.")
  private @Nullable String removed;

  @Option(
      names = "--restore",
      paramLabel = "DOCUMENT",
      description = "Bring a removed document back; its whole id is needed.")
  private @Nullable String restored;

  AttachCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    if (wanted != null) {
      return get(tracker, tracker.documents().find(wanted));
    }
    if (removed != null) {
      Document document = tracker.documents().find(removed);
      tracker.documents().remove(document.id());
      return told(
          "Removed `%s`. `jobstream attach --restore %s` brings it back."
              .formatted(document.fileName(), document.id()),
          document);
    }
    if (restored != null) {
      Document document = tracker.documents().restore(whole(restored));
      return told("`%s` is back.".formatted(document.fileName()), document);
    }
    if (id == null || file == null) {
      throw new CommandException(ExitCode.USAGE, "Name the application and the file to keep.");
    }
    Document.Kind as = Choice.of("kind of document", Document.Kind.class).parse(kind);
    JobApplication application = tracker.applications().find(id);
    Document document = attach(tracker, application, as, file);
    return told(
        "Kept `%s` (%s) with %s."
            .formatted(
                document.fileName(),
                SystemMemory.humanBytes(document.bytes()),
                ApplicationText.name(application)),
        document);
  }

  /** An id that is removed is not among those that can be begun. */
  private static Id whole(String typed) {
    return Id.prefix(typed)
        .filter(id -> id.length() == Id.LENGTH)
        .map(Id::new)
        .orElseThrow(() ->
            TrackerException.invalid(
                "`%s` is no whole id of a document, which has %d letters and digits. `--remove` has told it."
                    .formatted(typed, Id.LENGTH)));
  }

  private static Document attach(
      Tracker tracker, JobApplication application, Document.Kind as, String name)
      throws IOException {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new CommandException(
          ExitCode.USAGE, "`%s` is a folder. Name the file to keep.".formatted(name));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return tracker.documents().attach(application.id(), as, name, in);
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitCode.USAGE, "There is no file `%s`.".formatted(name), e);
    }
  }

  private int get(Tracker tracker, Document document) throws IOException {
    Path to = Path.of(target == null ? document.fileName() : target);
    try {
      Files.copy(tracker.documents().file(document), to);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is a file `%s` already. Name another with `--to`.".formatted(to),
          e);
    }
    return told("Copied to `%s`.".formatted(to), document);
  }

  private int told(String sentence, Document document) {
    return done(sentence, json -> ApplicationJson.write(json, document));
  }
}
