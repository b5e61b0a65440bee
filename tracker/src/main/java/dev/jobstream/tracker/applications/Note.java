package dev.jobstream.tracker.applications;

import java.time.Instant;

/**
 * A free text about an application.
 *
 * @param text not blank
 */
public record Note(Id id, long version, Id applicationId, String text, Instant createdAt)
    implements JournalEntry {

  /** The same note with another text, to be saved. */
  public Note withText(String value) {
    return new Note(id, version, applicationId, value, createdAt);
  }
}
