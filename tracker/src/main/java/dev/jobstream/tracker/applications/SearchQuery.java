package dev.jobstream.tracker.applications;

import java.util.List;

/**
 * What is looked for: every term must hold. Immutable. Without terms it means all applications but
 * those in the trash.
 *
 * @param terms the terms, in the order in which they were typed
 * @param sort the order of the result
 */
public record SearchQuery(List<SearchTerm> terms, SearchSort sort) {
  public SearchQuery {
    terms = List.copyOf(terms);
  }

  /** All applications, the newest first. */
  public static SearchQuery all() {
    return of();
  }

  /** What holds all of the terms, the newest first. */
  public static SearchQuery of(SearchTerm... terms) {
    return new SearchQuery(List.of(terms), SearchSort.NEWEST_FIRST);
  }

  /** The same in another order. */
  public SearchQuery sortedBy(SearchSort value) {
    return new SearchQuery(terms, value);
  }
}
