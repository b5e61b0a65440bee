/**
 * What people type: {@link dev.jobstream.tracker.search.SearchParser} reads searches, {@link
 * dev.jobstream.tracker.search.TypedDay} reads days.
 */
@NullMarked
package dev.jobstream.tracker.search;

import org.jspecify.annotations.NullMarked;
