package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.NewApplication;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table as it goes in.
 *
 * @param appliedOn when it was sent; null if the row does not say
 */
record ImportRow(NewApplication application, @Nullable LocalDate appliedOn) {}
