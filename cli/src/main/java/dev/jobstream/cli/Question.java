package dev.jobstream.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks the one who sits at the terminal. */
final class Question {
  private Question() {}

  /** Asks whether to go on; what is not a yes is a no. */
  static boolean confirmed(Session session, String question) {
    String answer = answer(session, question + " [y/N]");
    return answer != null && List.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT));
  }

  /**
   * Asks before something is lost, unless it was agreed to beforehand.
   *
   * @param agreed whether an option says yes already
   * @param option that option, for those who cannot be asked
   * @throws CommandException if nobody can be asked
   */
  static boolean mayGoOn(Session session, String question, boolean agreed, String option) {
    if (agreed) {
      return true;
    }
    if (!session.inTerminal()) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s Nobody can be asked, since standard input is no terminal. Add `%s` to go on."
              .formatted(question, option));
    }
    return confirmed(session, question);
  }

  /** Asks, and returns what was typed; null at the end of the input. */
  static @Nullable String answer(Session session, String question) {
    session.err().line(question);
    // Byte by byte: what stands behind the line belongs to the next question.
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int next = session.in().read();
      if (next < 0) {
        return null;
      }
      while (next >= 0 && next != '\n') {
        line.write(next);
        next = session.in().read();
      }
    } catch (IOException e) {
      return null;
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
