package dev.jobstream.tracker.applications;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * Keeps applications. Everything within one call of {@link #read} or {@link #write} sees one state
 * of them; a {@code write} happens as a whole or, if its work throws, not at all, and is on disk
 * when it returns. Writers wait for one another, in this process and in others. Thread-safe.
 *
 * <p>Services are built over it; nobody else writes to it.
 */
public interface Store extends AutoCloseable {

  /**
   * Reads.
   *
   * @throws TrackerException.StoreUnavailable if the store cannot be read
   */
  <T> T read(Function<StoreReader, T> work);

  /**
   * Reads and writes. The work may be run again from its beginning if the store asks for it, so it
   * must change nothing but the store.
   *
   * @throws TrackerException.StoreUnavailable if the store cannot be written
   */
  <T> T write(Function<StoreWriter, T> work);

  /**
   * Writes a copy of the whole store into a new file while others go on working.
   *
   * @throws TrackerException if the file exists, cannot be written, or the store is on a server
   *     that has its own tools for it
   */
  void copyTo(Path file);

  /**
   * Replaces everything by what another store's copy holds, at once or not at all. Who reads
   * meanwhile sees the one or the other.
   *
   * @param copy what {@link #copyTo} wrote, of this release's schema; left as it is
   * @param save saves what is there; if it throws, nothing is replaced. If somebody writes after it
   *     has begun, it is run once more while nobody can, so that no write is lost unseen
   * @throws TrackerException if the store is on a server that has its own tools for it
   */
  void replaceWith(Path copy, Runnable save);

  /**
   * Looks for damage.
   *
   * @return what is damaged, a sentence each; empty if nothing is
   */
  java.util.List<String> check();

  /** Where the store is, for display: a file, or a server's address without its password. */
  String location();

  /** Frees files and connections. Idempotent. */
  @Override
  void close();
}
