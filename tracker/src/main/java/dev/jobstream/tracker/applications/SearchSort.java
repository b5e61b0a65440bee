package dev.jobstream.tracker.applications;

/**
 * The order of a search's result; equals are sorted by when they were added, in the same direction.
 *
 * @param key what is compared
 * @param descending from the greatest to the least. What has no such value comes last either way
 */
public record SearchSort(Key key, boolean descending) {
  /** The order that is meant if none is named. */
  public static final SearchSort NEWEST_FIRST = new SearchSort(Key.ADDED, true);

  /** What can be sorted by. */
  public enum Key {
    /** When it was recorded. */
    ADDED,
    /** When it, or what belongs to it, last changed. */
    UPDATED,
    /** The day it was sent. */
    APPLIED,
    /** The day on which something last happened. */
    QUIET_SINCE,
    /** The last day to apply. */
    DEADLINE,
    /** The company's name, in the alphabet's order without accents and case. */
    COMPANY,
    /** The job's title, likewise. */
    TITLE,
    /** The stage, in the order of {@link Stage}. */
    STAGE,
    /** The highest pay for a year, whatever its currency. */
    SALARY
  }
}
