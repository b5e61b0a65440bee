package dev.jobstream.cli;

/** What a command tells its caller. */
final class ExitCode {
  static final int DONE = 0;

  /** The command, one of its options or its input cannot be used. */
  static final int USAGE = 2;

  /** The model that was asked for cannot be used. */
  static final int NO_MODEL = 3;

  /** The work itself failed: an analysis that broke off, a download that did not come through. */
  static final int FAILED = 4;

  /** Added to the number of the signal that ended the command, as shells do. */
  static final int SIGNALLED = 128;

  private ExitCode() {}
}
