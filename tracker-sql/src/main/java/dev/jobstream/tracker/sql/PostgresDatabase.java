package dev.jobstream.tracker.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.jobstream.tracker.applications.TrackerException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.util.PSQLException;

/**
 * A database of a PostgreSQL server, behind a pool. One lock, which ends with its transaction,
 * makes writers wait for one another as SQLite does, so that both behave alike: a tracker's writes
 * take milliseconds and come from people.
 */
final class PostgresDatabase implements Database {
  private static final int CONNECTIONS = 8;
  private static final long CONNECT_MILLIS = 10_000;

  /** How the states of SQL begin that say so. */
  private static final String INTEGRITY_VIOLATION = "23";

  /** "jobstrm1" as a number: no other program is likely to lock the same. */
  private static final long WRITE_LOCK = 0x6A6F627374726D31L;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final String location;

  private PostgresDatabase(HikariDataSource pool, String location) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.location = location;
  }

  static PostgresDatabase open(String url) {
    PostgresUrl address = PostgresUrl.parse(url);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.jdbcUrl());
    address.user().ifPresent(config::setUsername);
    address.password().ifPresent(config::setPassword);
    config.setPoolName("jobstream-postgresql");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setInitializationFailTimeout(CONNECT_MILLIS);
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw unavailable(address.location(), e);
    }
    PostgresDatabase database = new PostgresDatabase(pool, address.location());
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
      int version = jdbi.withHandle(Schema::version);
      if (Schema.isOlder(version, location)) {
        Schema.migrate(pool, "postgresql", location);
      }
    } catch (JdbiException e) {
      throw unavailable(location, e);
    }
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return within(TransactionIsolationLevel.REPEATABLE_READ, work);
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return within(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", WRITE_LOCK);
          return work.apply(handle);
        });
  }

  private <T> T within(TransactionIsolationLevel level, Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(level, work::apply);
    } catch (JdbiException e) {
      throw unavailable(location, e);
    }
  }

  private static TrackerException unavailable(String location, RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException found
          && String.valueOf(found.getSQLState()).startsWith(INTEGRITY_VIOLATION)) {
        return Database.refused(firstLine(found));
      }
      if (cause instanceof PSQLException found) {
        return new TrackerException.StoreUnavailable(
            "The database `%s` cannot be used (%s). Check that the server runs, and the address, user and password."
                .formatted(location, firstLine(found)),
            error);
      }
    }
    return new TrackerException.StoreUnavailable(
        "The database `%s` cannot be used (%s).".formatted(location, firstLine(error)), error);
  }

  private static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("[.]$", "");
  }

  @Override
  public WordIndex words() {
    return new PostgresWords();
  }

  @Override
  public void copyTo(Path file) {
    throw TrackerException.invalid(
        "The database `%s` is on a PostgreSQL server, which is copied with its own `pg_dump`."
            .formatted(location));
  }

  @Override
  public void replaceWith(Path copy, Runnable save) {
    throw TrackerException.invalid(
        "The database `%s` is on a PostgreSQL server, which is restored with its own `pg_restore`."
            .formatted(location));
  }

  /** A server checks its pages itself; what it cannot see is checked here. */
  @Override
  public List<String> check() {
    return read(handle ->
        handle
            .createQuery(
                """
                SELECT a.id FROM application a LEFT JOIN application_words w ON w.seq = a.seq
                WHERE (w.seq IS NULL) <> (a.trashed_at IS NOT NULL) LIMIT 10
                """)
            .map((row, context) ->
                "The words of the application `%s` are not as they should be."
                    .formatted(row.getString("id")))
            .list());
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public void close() {
    pool.close();
  }
}
