package dev.jobstream.tracker.applications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person to turn to about an application. */
public record Contact(Id id, long version, Id applicationId, Details details, Instant createdAt)
    implements JournalEntry {

  /**
   * Who it is.
   *
   * @param name not blank
   * @param role what the person does; null if not known, as the others
   */
  public record Details(
      String name,
      @Nullable String role,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String link,
      @Nullable String note)
      implements NewEntry {}

  /** The same contact with other details, to be saved. */
  public Contact with(Details value) {
    return new Contact(id, version, applicationId, value, createdAt);
  }
}
