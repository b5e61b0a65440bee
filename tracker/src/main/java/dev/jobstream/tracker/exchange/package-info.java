/**
 * What goes in and out: CSV, JSON, the work-search report, the calendar.
 *
 * <p>Everything streams: nothing here holds more than a page of applications at a time.
 */
@NullMarked
package dev.jobstream.tracker.exchange;

import org.jspecify.annotations.NullMarked;
