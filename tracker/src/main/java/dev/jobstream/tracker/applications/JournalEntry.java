package dev.jobstream.tracker.applications;

import java.time.Instant;

/** Something the user wrote down about an application, and can change. Immutable. */
public sealed interface JournalEntry permits Note, Contact, Interview, Reminder {
  Id id();

  /** Grows by one with each edit; an edit of an older version is refused. Begins at 1. */
  long version();

  Id applicationId();

  Instant createdAt();
}
