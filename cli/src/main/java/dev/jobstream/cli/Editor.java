package dev.jobstream.cli;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the user edit an application in a text editor. */
final class Editor {
  private final Session session;

  Editor(Session session) {
    this.session = session;
  }

  /**
   * Opens the editor and waits until it is closed. A text that cannot be read is offered again, so
   * that nothing typed is lost.
   *
   * @return the edit; empty if nothing was changed
   * @throws CommandException if there is no editor, or nobody to use it
   */
  Optional<ApplicationEdit> edit(ApplicationEdit before, LocalDate today) throws IOException {
    if (!session.inTerminal()) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is nothing to change, and no terminal for an editor. Say what to change, such as `--title \"Backend Engineer\"`.");
    }
    Path file = Files.createTempFile("jobstream-edit", ".txt");
    try {
      String form = EditForm.write(before);
      Files.writeString(file, form);
      while (true) {
        open(file);
        String typed = Files.readString(file);
        if (typed.equals(form)) {
          return Optional.empty();
        }
        try {
          ApplicationEdit edit = EditForm.read(before, typed, today);
          return edit.equals(before) ? Optional.empty() : Optional.of(edit);
        } catch (TrackerException.Invalid e) {
          session.complain(String.valueOf(e.getMessage()));
          if (!Question.confirmed(session, "Edit it again?")) {
            return Optional.empty();
          }
        }
      }
    } finally {
      Files.deleteIfExists(file);
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
