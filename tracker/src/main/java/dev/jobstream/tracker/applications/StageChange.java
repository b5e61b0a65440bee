package dev.jobstream.tracker.applications;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One move of an application, kept for ever.
 *
 * @param id its id; ids grow in the order in which moves were recorded
 * @param stage the stage that was reached
 * @param on the day on which that happened
 * @param recordedAt when it was written down
 * @param note what there is to say about it; null if nothing
 * @param corrects the change that was wrong and that this one stands for; null if none. The wrong
 *     one stays in the history but counts no more
 */
public record StageChange(
    Id id,
    Stage stage,
    LocalDate on,
    Instant recordedAt,
    @Nullable String note,
    @Nullable Id corrects) {

  /** The same under another id. */
  StageChange withId(Id value) {
    return new StageChange(value, stage, on, recordedAt, note, corrects);
  }
}
