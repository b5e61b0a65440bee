package dev.jobstream.tracker.applications;

import java.time.LocalDate;

/** Something that is to be written down about an application. */
public sealed interface NewEntry
    permits NewEntry.Text, NewEntry.Todo, Contact.Details, Interview.Details {

  /** Becomes a {@link Note}; not blank. */
  record Text(String text) implements NewEntry {}

  /**
   * Becomes a {@link Reminder}.
   *
   * @param action what to do; not blank
   * @param due until when
   */
  record Todo(String action, LocalDate due) implements NewEntry {}
}
