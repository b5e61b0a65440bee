package dev.jobstream.tracker;

/**
 * A line of a posting, or a part of one, without blanks at its ends.
 *
 * @param start where it begins in the posting's text
 */
record Line(int start, String text) {

  /** A part of a text, without blanks at its ends. */
  static Line of(String text, int from, int to, int offset) {
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return new Line(offset + from, text.substring(from, to));
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || Character.isWhitespace(c);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  int length() {
    return text.length();
  }

  int end() {
    return start + text.length();
  }

  Span span() {
    return new Span(start, end());
  }

  /** A part of this line, without blanks at its ends. */
  Line part(int from, int to) {
    return of(text, from, to, start);
  }

  /** Where a part of this line's text stands in the posting. */
  Span at(Span inLine) {
    return new Span(start + inLine.start(), start + inLine.end());
  }

  /** Where a cleaned value stands in this line: its own place, or else the whole line. */
  Span at(String value) {
    int at = text.indexOf(value);
    return at < 0 ? span() : new Span(start + at, start + at + value.length());
  }
}
