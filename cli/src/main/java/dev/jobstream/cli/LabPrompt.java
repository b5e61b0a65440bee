package dev.jobstream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** What the lab's models are asked: the words themselves, a file, or standard input. */
final class LabPrompt {
  private static final int MAX_BYTES = 4_000_000;

  private LabPrompt() {}

  /**
   * Reads a prompt.
   *
   * @param argument {@code -} for standard input, the name of a file that is there, or the prompt
   * @throws CommandException if it is empty or cannot be read
   */
  static String read(String argument, Session session) {
    String prompt;
    if (argument.equals(PostingInput.STANDARD_INPUT)) {
      if (session.inTerminal()) {
        session.warn("Type the prompt, then press Ctrl-D on a line of its own.");
      }
      prompt = text("Standard input", session.in());
    } else {
      prompt = isFile(argument) ? file(argument) : argument;
    }
    if (prompt.isBlank()) {
      throw new CommandException(
          ExitCode.USAGE, "The prompt is empty. Write what the models are to be asked.");
    }
    return prompt;
  }

  /**
   * Reads a file.
   *
   * @throws CommandException if it cannot be read
   */
  static String file(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return text("The file `" + name + "`", in);
    } catch (IOException | InvalidPathException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "The file `%s` cannot be read (%s). Check its name and permissions."
              .formatted(name, e.getClass().getSimpleName()),
          e);
    }
  }

  private static boolean isFile(String argument) {
    try {
      return Files.isRegularFile(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String text(String name, InputStream in) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s cannot be read (%s).".formatted(name, e.getMessage()), e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new CommandException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%s has more than %,d bytes, which no model can read. Give less.",
              name,
              MAX_BYTES));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
