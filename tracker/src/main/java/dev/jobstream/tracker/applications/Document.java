package dev.jobstream.tracker.applications;

import java.time.Instant;

/**
 * A file as it was sent: its content is kept under its hash, so that the version that went out with
 * an application stays what it was.
 *
 * @param sha256 the SHA-256 of the content, as 64 hexadecimal digits in lower case
 * @param fileName its name without any folder; for display and for saving, never a path
 * @param mediaType such as {@code application/pdf}
 * @param bytes how long it is
 */
public record Document(
    Id id,
    Id applicationId,
    Kind kind,
    String sha256,
    String fileName,
    String mediaType,
    long bytes,
    Instant attachedAt) {

  /** What a document is. */
  public enum Kind {
    RESUME,
    COVER_LETTER,
    OTHER
  }
}
