package dev.jobstream.tracker.applications;

import java.time.Instant;

/**
 * A search that its user wants to repeat.
 *
 * @param version grows by one with each edit
 * @param name what it is called; no two have the same, whatever their case
 * @param query the text of the search
 */
public record SavedSearch(Id id, long version, String name, String query, Instant createdAt) {}
