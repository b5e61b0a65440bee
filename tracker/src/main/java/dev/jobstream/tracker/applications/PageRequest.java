package dev.jobstream.tracker.applications;

import org.jspecify.annotations.Nullable;

/**
 * Which piece of a list is wanted.
 *
 * @param limit how many items at most, from 1 to {@link #MOST}
 * @param after the {@link Page#next} of the page before; null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {
  /** The most items of one page. */
  public static final int MOST = 1000;

  public PageRequest {
    if (limit < 1 || limit > MOST) {
      throw TrackerException.invalid(
          "A page of `%d` items cannot be had. Ask for 1 to %d.".formatted(limit, MOST));
    }
  }

  /** The first page. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, null);
  }

  /** The page behind one. */
  public PageRequest after(@Nullable String next) {
    return new PageRequest(limit, next);
  }
}
