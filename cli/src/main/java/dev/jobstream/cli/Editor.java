package dev.jobstream.cli;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lets the user edit an application in a text editor. */
final class Editor {
  private final Session session;

  Editor(Session session) {
    this.session = session;
  }

  /**
   * Opens the editor, waits until it is closed, and saves what was typed. What cannot be saved is
   * offered again or left in its file, so that nothing typed is lost.
   *
   * @param save saves an edit
   * @return what was saved; empty if nothing was
   * @throws CommandException if there is no editor, or nobody to use it
   */
  Optional<JobApplication> edit(
      ApplicationEdit before, LocalDate today, Function<ApplicationEdit, JobApplication> save)
      throws IOException {
    if (!session.inTerminal()) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is nothing to change, and no terminal for an editor. Say what to change, such as `--title \"Backend Engineer\"`.");
    }
    Path file = Files.createTempFile("jobstream-edit", ".txt");
    String form = EditForm.write(before);
    boolean done = false;
    try {
      Files.writeString(file, form);
      while (true) {
        open(file);
        try {
          ApplicationEdit edit = EditForm.read(before, Files.readString(file), today);
          Optional<JobApplication> saved =
              edit.equals(before) ? Optional.empty() : Optional.of(save.apply(edit));
          done = true;
          return saved;
        } catch (TrackerException.Invalid e) {
          session.complain(String.valueOf(e.getMessage()));
          if (!Question.confirmed(session, "Edit it again?")) {
            return Optional.empty();
          }
        }
      }
    } finally {
      if (done || isAsWritten(file, form)) {
        Files.deleteIfExists(file);
      } else {
        session.warn("What you typed is kept in `%s`.".formatted(file));
      }
    }
  }

  private static boolean isAsWritten(Path file, String form) {
    try {
      return Files.readString(file).equals(form);
    } catch (IOException e) {
      return false;
    }
  }

  private void open(Path file) throws IOException {
    List<String> command = new ArrayList<>(List.of(command().strip().split("\\s+", -1)));
    command.add(file.toString());
    try {
      int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exitCode != 0) {
        throw new CommandException(
            ExitCode.FAILED,
            "The editor `%s` ended with %d. Nothing was changed."
                .formatted(command.getFirst(), exitCode));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "Nothing was changed.", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The editor `%s` cannot be started. Set `EDITOR` to one that is there, or use options such as `--title`."
              .formatted(command.getFirst()),
          e);
    }
  }

  private String command() {
    Map<String, String> environment = session.assembly().environment();
    for (String name : List.of("VISUAL", "EDITOR")) {
      String command = environment.getOrDefault(name, "");
      if (!command.isBlank()) {
        return command;
      }
    }
    return System.getProperty("os.name", "").startsWith("Windows") ? "notepad" : "vi";
  }
}
