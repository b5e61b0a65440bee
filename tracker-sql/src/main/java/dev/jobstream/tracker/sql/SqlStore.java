package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Store;
import dev.jobstream.tracker.applications.StoreReader;
import dev.jobstream.tracker.applications.StoreWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** A store in a database. */
public final class SqlStore implements Store {
  private final Database database;

  private SqlStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a file of SQLite, which is made if it is missing, and brings it to this release's schema.
   *
   * @throws dev.jobstream.tracker.applications.TrackerException.StoreUnavailable if it is no such
   *     file, is damaged, or was written by a later release
   */
  public static SqlStore sqlite(Path file) {
    return new SqlStore(SqliteDatabase.open(file));
  }

  /**
   * Connects to PostgreSQL, 12 or later, and brings the database to this release's schema.
   *
   * @param url such as {@code postgresql://user:password@host:5432/database}, with or without
   *     {@code jdbc:} before it
   * @throws dev.jobstream.tracker.applications.TrackerException.StoreUnavailable if it cannot be
   *     reached, or was written by a later release
   */
  public static SqlStore postgresql(String url) {
    return new SqlStore(PostgresDatabase.open(url));
  }

  /**
   * Has SQLite's driver ready, which takes a good tenth of a second once in a process: beside other
   * work it costs nobody's time. Opening a store does the same. Safe to call from any thread.
   */
  public static void prepareSqlite() {
    try (Handle handle = Jdbi.create("jdbc:sqlite::memory:").open()) {
      handle.createQuery("SELECT 1").mapTo(Integer.class).one();
    } catch (JdbiException e) {
      // Whoever opens a store is told what is wrong.
    }
  }

  @Override
  public <T> T read(Function<StoreReader, T> work) {
    return database.read(handle -> work.apply(new SqlReader(handle, database.words())));
  }

  @Override
  public <T> T write(Function<StoreWriter, T> work) {
    return database.write(handle -> work.apply(new SqlWriter(handle, database.words())));
  }

  @Override
  public void copyTo(Path file) {
    database.copyTo(file);
  }

  @Override
  public void replaceWith(Path copy, Runnable save) {
    database.replaceWith(copy, save);
  }

  @Override
  public List<String> check() {
    return database.check();
  }

  @Override
  public String location() {
    return database.location();
  }

  @Override
  public void close() {
    database.close();
  }
}
