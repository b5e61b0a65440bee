package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * A file of SQLite with a write-ahead log: many read while one writes. Within this process writers
 * queue up in their order; another process is waited for.
 */
final class SqliteDatabase implements Database {
  private static final int READERS = 8;

  /** So long is waited for another process that writes; none of ours takes a second. */
  private static final int BUSY_MILLIS = 30_000;

  /** So long and so often is waited for another process when a copy is taken over. */
  private static final int RESTORE_SLEEP_MILLIS = 100;

  private static final int RESTORE_TRIES = BUSY_MILLIS / RESTORE_SLEEP_MILLIS;

  /** Fewer than a database of ours has, so that its first step is never its last. */
  private static final int RESTORE_STEP_PAGES = 16;

  private final Path file;
  private final SqliteConnections readConnections;
  private final SqliteConnections writeConnections;
  private final Jdbi readers;
  private final Jdbi writer;
  private final SqliteCheckpoints checkpoints;

  private SqliteDatabase(Path file) {
    this.file = file;
    this.readConnections = new SqliteConnections(file, READERS, BUSY_MILLIS);
    this.writeConnections = new SqliteConnections(file, 1, BUSY_MILLIS);
    this.readers = Jdbi.create(readConnections);
    this.writer = Jdbi.create(writeConnections);
    this.checkpoints = new SqliteCheckpoints(file, readConnections);
  }

  static SqliteDatabase open(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new TrackerException.StoreUnavailable(
          "The folder of the database `%s` cannot be made (%s). Check its rights, or name another folder with JOBSTREAM_HOME."
              .formatted(file, e.getMessage()),
          e);
    }
    SqliteDatabase database = new SqliteDatabase(file);
    boolean opened = false;
    try {
      database.prepare();
      opened = true;
      return database;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  private void prepare() {
    try {
      // Only the first program to open the file changes something here.
      writer.useHandle(
          handle -> handle.createQuery("PRAGMA journal_mode = WAL").mapTo(String.class).one());
      if (isOlder()) {
        Schema.migrateSqlite(file, this::isOlder);
      }
    } catch (JdbiException e) {
      throw SqliteErrors.translate(e, file);
    }
  }

  private boolean isOlder() {
    return Schema.isOlder(writer.withHandle(Schema::version), file.toString());
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return within(readers, "BEGIN", work);
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    T result = within(writer, "BEGIN IMMEDIATE", work);
    checkpoints.afterWrite();
    return result;
  }

  /**
   * Says BEGIN itself: the driver's own transactions begin the next one right after a commit, and
   * would keep others waiting.
   */
  private <T> T within(Jdbi jdbi, String begin, Function<Handle, T> work) {
    try (Handle handle = jdbi.open()) {
      handle.execute(begin);
      boolean committed = false;
      try {
        T result = work.apply(handle);
        handle.execute("COMMIT");
        committed = true;
        return result;
      } finally {
        if (!committed) {
          rollback(handle);
        }
      }
    } catch (JdbiException e) {
      throw SqliteErrors.translate(e, file);
    }
  }

  private static void rollback(Handle handle) {
    try {
      handle.execute("ROLLBACK");
    } catch (JdbiException e) {
      // After some errors, such as a full disk, SQLite has rolled back already.
    }
  }

  @Override
  public WordIndex words() {
    return new SqliteWords();
  }

  @Override
  public void copyTo(Path target) {
    if (Files.exists(target)) {
      throw TrackerException.invalid(
          "The file `%s` exists already. Name one that does not.".formatted(target));
    }
    try {
      readers.useHandle(
          handle -> handle.execute("VACUUM INTO ?", target.toAbsolutePath().toString()));
    } catch (JdbiException e) {
      throw SqliteErrors.translate(e, SqliteErrors.isDamage(e) ? file : target);
    }
  }

  @Override
  public void replaceWith(Path copy, Runnable save) {
    try (Handle watch = readers.open()) {
      long seen = version(watch);
      save.run();
      LateSave late =
          new LateSave(() -> {
            if (version(watch) != seen) {
              save.run();
            }
          });
      // SQLite's own backup is one transaction, which the log carries as any other.
      writer.useHandle(handle -> {
        DB database = handle.getConnection().unwrap(SQLiteConnection.class).getDatabase();
        int result =
            database.restore(
                "main",
                copy.toString(),
                late,
                RESTORE_SLEEP_MILLIS,
                RESTORE_TRIES,
                RESTORE_STEP_PAGES);
        if (result != 0) {
          throw DB.newSQLException(result, "the copy could not be taken over");
        }
      });
      late.check(file);
    } catch (SQLException e) {
      throw SqliteErrors.translate(new ConnectionException(e), file);
    } catch (JdbiException e) {
      throw SqliteErrors.translate(e, file);
    }
  }

  /** A number that is another one as soon as another connection has committed something. */
  private static long version(Handle handle) {
    return handle.createQuery("PRAGMA data_version").mapTo(Long.class).one();
  }

  /**
   * Saves what was written since the first save. SQLite tells how far it is after each of its
   * steps: after the first of them nobody else can write any more, and others still read what was
   * there before. What is thrown must not pass through SQLite, and is kept for later.
   */
  private static final class LateSave implements DB.ProgressObserver {
    private final Runnable work;
    private boolean done;
    private @Nullable RuntimeException failure;

    LateSave(Runnable work) {
      this.work = work;
    }

    @Override
    public void progress(int remaining, int pages) {
      if (!done) {
        done = true;
        try {
          work.run();
        } catch (RuntimeException e) {
          failure = e;
        }
      }
    }

    void check(Path file) {
      if (failure != null) {
        throw new TrackerException.StoreUnavailable(
            "The database `%s` is replaced, but what another program wrote to it meanwhile could not be saved (%s)."
                .formatted(file, failure.getMessage()),
            failure);
      }
    }
  }

  @Override
  public List<String> check() {
    return within(
        readers,
        "BEGIN",
        handle -> {
          List<String> found =
              handle.createQuery("PRAGMA integrity_check").mapTo(String.class).list();
          if (found.equals(List.of("ok"))) {
            found =
                handle
                    .createQuery("PRAGMA foreign_key_check")
                    .map((row, context) ->
                        "A row of `%s` refers to a row of `%s` that is missing."
                            .formatted(row.getString(1), row.getString(3)))
                    .list();
          }
          return found;
        });
  }

  @Override
  public String location() {
    return file.toString();
  }

  @Override
  public void close() {
    try {
      readConnections.close();
      writeConnections.close();
    } catch (SQLException e) {
      throw new TrackerException.StoreUnavailable(
          "The database `%s` could not be closed (%s).".formatted(file, e.getMessage()), e);
    }
  }
}
