package dev.jobstream.cli;

import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What a command works with.
 *
 * @param in standard input
 * @param inTerminal whether standard input is a terminal, at which somebody would have to type
 * @param out standard output: results, and nothing else
 * @param err standard error: warnings, progress and errors
 * @param assembly the parts behind the commands
 * @param interrupts the signals that ask the command to end
 * @param nanoTime a monotonic clock
 */
record Session(
    InputStream in,
    boolean inTerminal,
    Output out,
    Output err,
    Assembly assembly,
    Interrupts interrupts,
    LongSupplier nanoTime) {

  /** Tells the user something that is no result. */
  void warn(String sentence) {
    err.paragraph(StyledText.of(Style.YELLOW, "jobstream: ").plus(sentence));
  }

  /** Tells why the command ends. */
  void complain(String sentence) {
    err.paragraph(StyledText.of(Style.RED, "jobstream: ").plus(sentence));
  }
}
