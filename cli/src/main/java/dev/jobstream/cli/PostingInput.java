package dev.jobstream.cli;

import dev.jobstream.tracker.PostingException;
import dev.jobstream.tracker.PostingText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;

/** Reads the posting that a command was given. */
final class PostingInput {
  /** The name that stands for standard input. */
  static final String STANDARD_INPUT = "-";

  /** More than any text that a {@link PostingText} takes, in any encoding. */
  private static final int MAX_BYTES = 4_000_000;

  private PostingInput() {}

  /**
   * Reads a posting.
   *
   * @param file a file, or {@code -} for standard input
   * @throws CommandException if it cannot be read as a posting
   */
  static PostingText read(String file, Session session) {
    if (file.equals(STANDARD_INPUT)) {
      if (session.inTerminal()) {
        session.warn("Paste the posting, then press Ctrl-D on a line of its own.");
      }
      return parse("Standard input", session.in())
          .seenOn(LocalDate.now(session.assembly().clock()));
    }
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw unusable("`%s` is a folder. Name the file that the posting is in.".formatted(file));
      }
      try (InputStream in = Files.newInputStream(path)) {
        return parse("`" + file + "`", in).seenOn(lastChange(path, session.assembly().clock()));
      }
    } catch (NoSuchFileException | InvalidPathException e) {
      throw unusable(
          "There is no file `%s`. Name the file that the posting is in, or `-` to read standard input."
              .formatted(file));
    } catch (AccessDeniedException e) {
      throw unusable("The file `%s` may not be read. Check its permissions.".formatted(file));
    } catch (IOException e) {
      throw unusable("The file `%s` cannot be read (%s).".formatted(file, e.getMessage()));
    }
  }

  /** A posting was seen when it was put into its file, as far as that can be known. */
  private static LocalDate lastChange(Path path, Clock clock) throws IOException {
    LocalDate changed =
        LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), clock.getZone());
    LocalDate today = LocalDate.now(clock);
    return changed.isAfter(today) ? today : changed;
  }

  private static PostingText parse(String name, InputStream in) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw unusable("%s cannot be read (%s).".formatted(name, e.getMessage()));
    }
    if (bytes.length > MAX_BYTES) {
      throw unusable(
          String.format(
              Locale.ROOT,
              "%s has more than %,d bytes, which no posting has. Give the text of one posting.",
              name,
              MAX_BYTES));
    }
    try {
      return PostingText.ofBytes(bytes);
    } catch (PostingException e) {
      throw unusable("%s: %s".formatted(name, e.getMessage()));
    }
  }

  private static CommandException unusable(String sentence) {
    return new CommandException(ExitCode.USAGE, sentence);
  }
}
