package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Store;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Backups of what is kept, and how one of them takes its place. Thread-safe.
 *
 * @param tracker what is kept
 * @param home the folder that it is kept in
 * @param opener opens a database, and refuses one that cannot be read
 * @param clock tells when a backup is made
 */
public record Backups(Tracker tracker, Path home, Function<Path, Store> opener, Clock clock) {

  /**
   * Writes everything that is kept as one archive; see {@link Backup}.
   *
   * @param out not closed
   * @param progress told how many documents are written
   * @throws TrackerException.Invalid if the database is on a server that has its own tools for it
   */
  public Backup.Result write(OutputStream out, LongConsumer progress) throws IOException {
    return Backup.write(tracker, out, home, clock.instant(), progress);
  }

  /**
   * Unpacks and checks an archive; nothing of what is kept is touched.
   *
   * @param progress told how many documents are unpacked
   * @return what {@link #restore} takes; the caller closes it
   * @throws TrackerException.Invalid if it is no such archive, or damaged
   */
  public Restore open(Path archive, LongConsumer progress) throws IOException {
    return Restore.open(archive, home, opener, progress);
  }

  /** Whether a restore would replace anything that a person has made, in the trash or not. */
  public boolean replacesAnything() {
    PageRequest one = PageRequest.first(1);
    return !tracker.dossiers().page(one).items().isEmpty()
        || !tracker.savedSearches().list(one).items().isEmpty()
        || !tracker.companies().list("", one).items().isEmpty();
  }

  /** How many applications a restore would replace, those in the trash included. */
  public long replaced() {
    long count = tracker.applications().count(SearchQuery.all(), Long.MAX_VALUE);
    for (JobApplication _ : Pages.all(tracker.applications()::trashed)) {
      count++;
    }
    return count;
  }

  /**
   * Saves what is kept, then puts the backup in its place. If the saving fails, nothing is
   * replaced; what others write meanwhile is saved, too.
   *
   * @return the archive of what was there; empty if nothing was
   * @throws TrackerException.Invalid if the database is on a server that has its own tools for it
   * @throws TrackerException.StoreUnavailable if it cannot be saved, or replaced
   */
  public Optional<Path> restore(Restore restore) throws IOException {
    Deque<Path> saved = new ArrayDeque<>();
    try {
      restore.into(
          tracker,
          () -> {
            if (replacesAnything()) {
              saved.add(save());
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Optional.ofNullable(saved.peekLast());
  }

  private Path save() {
    try {
      Path archive = new BackupsFolder(home).unused("before-restore", clock.instant(), ".zip");
      WholeFile.write(archive, out -> write(out, documents -> {}));
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
