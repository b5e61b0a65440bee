/**
 * Applications and what becomes of them: the words of the field as immutable records, the services
 * that change them, and the {@link dev.jobstream.tracker.applications.Store} that keeps them.
 *
 * <p>{@link dev.jobstream.tracker.applications.Tracker} is where to begin. Knows {@code
 * dev.jobstream.tracker}, which reads postings and knows nothing of this package; knows no database
 * and no user interface.
 */
@NullMarked
package dev.jobstream.tracker.applications;

import org.jspecify.annotations.NullMarked;
