package dev.jobstream.web;

import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.exchange.Restore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A backup that was sent, is unpacked and checked, and waits to be put back. */
final class RestoreFile implements WaitingUploads.Upload {
  private final Backups backups;
  private final Restore restore;

  private RestoreFile(Backups backups, Restore restore) {
    this.backups = backups;
    this.restore = restore;
  }

  /**
   * Unpacks and checks an archive.
   *
   * @param archive deleted in any case
   * @throws dev.jobstream.tracker.applications.TrackerException if it is none, or damaged
   */
  static RestoreFile of(Backups backups, Path archive) throws IOException {
    try {
      return new RestoreFile(backups, backups.open(archive, documents -> {}));
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  /**
   * A backup that waits.
   *
   * @param createdAt when it was made
   * @param replaces how many applications it would replace
   */
  record Preview(String id, String createdAt, long applications, long documents, long replaces) {}

  Preview preview(String id) {
    return new Preview(
        id,
        restore.createdAt().toString(),
        restore.applications(),
        restore.documents(),
        backups.replaced());
  }

  /**
   * What was put back.
   *
   * @param saved the archive of what was there before; null if nothing was
   */
  record Outcome(long applications, long documents, @Nullable String saved) {}

  Outcome putBack() throws IOException {
    @Nullable Path saved = backups.restore(restore).orElse(null);
    return new Outcome(
        restore.applications(), restore.documents(), saved == null ? null : saved.toString());
  }

  @Override
  public void close() {
    try {
      restore.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
