package dev.jobstream.tracker;

/** The lines of a posting. */
final class Lines {
  private Lines() {}

  /** What is longer than this is prose, and no label's value. */
  static final int LONGEST_VALUE = 400;

  /** The beginning of a value, at most {@link #LONGEST_VALUE} characters of it. */
  static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
  }
}
