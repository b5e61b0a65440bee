package dev.jobstream.tracker.applications;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The next thing to do.
 *
 * @param action what to do; not blank
 * @param due until when
 * @param doneAt when it was done; null if it is open
 */
public record Reminder(
    Id id,
    long version,
    Id applicationId,
    String action,
    LocalDate due,
    @Nullable Instant doneAt,
    Instant createdAt)
    implements JournalEntry {

  /** Whether it was done. */
  public boolean isDone() {
    return doneAt != null;
  }

  /** The same reminder with another action and day, to be saved. */
  public Reminder with(String newAction, LocalDate newDue) {
    return new Reminder(id, version, applicationId, newAction, newDue, doneAt, createdAt);
  }

  /** The same reminder as done, or open again with null, to be saved. */
  public Reminder withDoneAt(@Nullable Instant value) {
    return new Reminder(id, version, applicationId, action, due, value, createdAt);
  }
}
