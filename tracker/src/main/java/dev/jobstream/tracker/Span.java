package dev.jobstream.tracker;

/**
 * A piece of a posting's text.
 *
 * @param start the index of the first UTF-16 code unit in {@link PostingText#text}
 * @param end the index behind the last
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("No span from %d to %d.".formatted(start, end));
    }
  }
}
