package dev.jobstream.tracker;

import java.util.Map;

/** What a posting says without a model being asked. Thread-safe: no state. */
public final class PostingFacts {
  private PostingFacts() {}

  /** Reads the facts of a posting; one finding a field, in the order of {@link PostingField}. */
  public static Map<PostingField, Finding> read(PostingText posting) {
    return Map.of();
  }
}
