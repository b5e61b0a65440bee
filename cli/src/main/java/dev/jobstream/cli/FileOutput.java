package dev.jobstream.cli;

import dev.jobstream.tracker.exchange.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that a command writes, or standard output. The file is there when it is complete and on
 * disk, and not before; one that is there already is only replaced if the user says so.
 */
final class FileOutput {
  private FileOutput() {}

  /**
   * Fails if a file is there that may not be replaced.
   *
   * @param name a file, or {@code -} for standard output
   */
  static void check(String name, boolean force) {
    if (!name.equals("-") && !force && Files.exists(Path.of(name))) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is a file `%s` already. Name another, or replace it with `--force`."
              .formatted(name));
    }
  }

  /** Writes a file, or standard output if its name is {@code -}. */
  static void write(Session session, String name, boolean force, WholeFile.Content content)
      throws IOException {
    if (name.equals("-")) {
      OutputStream out = session.out().bytes();
      content.write(out);
      out.flush();
      return;
    }
    check(name, force);
    try {
      WholeFile.write(Path.of(name), content);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "The file `%s` cannot be written. Check that its folder is there and yours."
              .formatted(name),
          e);
    }
  }
}
