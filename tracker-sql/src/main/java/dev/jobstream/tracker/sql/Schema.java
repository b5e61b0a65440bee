package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.TrackerException;
import java.nio.file.Path;
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

  private static final String HISTORY = "schema_version";

  private Schema() {}

  /** The version of a database; 0 if it is empty. */
  static int version(Handle handle) {
    boolean there =
        handle
            .getJdbi()
            .withHandle(other ->
                !other
                    .queryMetadata(
                        metadata -> metadata.getTables(null, null, HISTORY, new String[0]))
                    .mapToMap()
                    .list()
                    .isEmpty());
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
          null);
    }
    return version < NEWEST;
  }

  static void migrateSqlite(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(60_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    migrate(source, "sqlite", file.toString());
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
          e);
    }
  }
}
