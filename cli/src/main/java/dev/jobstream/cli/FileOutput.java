package dev.jobstream.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a command writes, or standard output. The file is there when it is complete, and not
 * before; one that is there already is only replaced if the user says so.
 */
final class FileOutput {
  private FileOutput() {}

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

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
  static void write(Session session, String name, boolean force, Content content)
      throws IOException {
    if (name.equals("-")) {
      OutputStream out = session.out().bytes();
      content.write(out);
      out.flush();
      return;
    }
    check(name, force);
    Path file = Path.of(name).toAbsolutePath();
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        content.write(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "The file `%s` cannot be written. Check that its folder is there and yours."
              .formatted(name),
          e);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
