package dev.jobstream.tracker;

import java.util.List;

/**
 * Where a value came from.
 *
 * @param source the kind of evidence
 * @param spans the pieces of the posting's text that say so; for a list one an item, in its order,
 *     which is an empty one where the item was not found; empty unless {@code source} is {@link
 *     Source#TEXT} (a value of {@link Source#STRUCTURED_DATA} may have spans too, where the text
 *     says the same)
 */
public record Evidence(Source source, List<Span> spans) {

  /** The kind of evidence. */
  public enum Source {
    /** The posting's text says so. */
    TEXT,
    /** The page's structured data (schema.org JSON-LD) says so. */
    STRUCTURED_DATA,
    /** Nothing in the posting was found that says so: the reader should check the value. */
    NONE
  }

  /** No evidence was found. */
  public static final Evidence NONE = new Evidence(Source.NONE, List.of());

  public Evidence {
    spans = List.copyOf(spans);
  }

  public static Evidence of(Span... spans) {
    return new Evidence(Source.TEXT, List.of(spans));
  }
}
