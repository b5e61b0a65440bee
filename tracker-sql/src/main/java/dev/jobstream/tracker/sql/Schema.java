package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The schema's version, and the way to the newest. Flyway goes it; since a look at its table tells
 * whether there is a way to go, Flyway itself, which takes a while to start, is asked only then.
 */
final class Schema {
  /** The version of the newest migration. */
  static final int NEWEST = 1;

  static final String HISTORY = "jobstream_schema";

  private Schema() {}

  /** The version of a database; 0 if it is empty. */
  static int version(Handle handle) {
    boolean there =
        !handle
            .queryMetadata(metadata ->
                metadata.getTables(null, metadata.getConnection().getSchema(), HISTORY, null))
            .map((row, context) -> row.getString("TABLE_NAME"))
            .list()
            .isEmpty();
    if (!there) {
      return 0;
    }
    return handle
        .createQuery(
            "SELECT max(CAST(version AS INTEGER)) FROM %s WHERE success".formatted(HISTORY))
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  /**
   * Whether there is a way to go.
   *
   * @throws TrackerException.StoreUnavailable if the database is of a later release
   */
  static boolean isOlder(int version, String location) {
    if (version > NEWEST) {
      throw new TrackerException.StoreUnavailable(
          "The database `%s` was written by a newer release of Jobstream (schema %d, this release knows %d): install that release, or a later one."
              .formatted(location, version, NEWEST),
          null,
          true);
    }
    return version < NEWEST;
  }

  /**
   * Brings a file to the newest schema. SQLite has no lock that Flyway could take, so that others
   * who open the file at the same moment wait for one beside it.
   *
   * @param stillOlder looks again, once the lock is held
   */
  static synchronized void migrateSqlite(Path file, BooleanSupplier stillOlder) {
    Path lock = file.resolveSibling(file.getFileName() + ".migrating");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (stillOlder.getAsBoolean()) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(60_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        migrate(source, "sqlite", file.toString());
      }
      // Who waits for the deleted file finds nothing left to do.
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new TrackerException.StoreUnavailable(
          "The folder of the database `%s` cannot be written (%s). Check its rights and the space left."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  static void migrate(DataSource source, String kind, String location) {
    try {
      Flyway.configure()
          .dataSource(source)
          .table(HISTORY)
          .locations("classpath:dev/jobstream/tracker/sql/" + kind)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new TrackerException.StoreUnavailable(
          "The database `%s` cannot be brought to this release's schema (%s). It is as it was; report this with the message."
              .formatted(location, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e,
          true);
    }
  }
}
