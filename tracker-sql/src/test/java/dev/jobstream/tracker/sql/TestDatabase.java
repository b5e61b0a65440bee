package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jobstream.testsupport.PostgresServer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The databases that every contract test runs on. */
enum TestDatabase {
  SQLITE,
  POSTGRESQL;

  private static @Nullable PostgresServer server;

  /** Where an empty database is: a file in the folder, or a new schema on the server. */
  String newLocation(Path folder) {
    return switch (this) {
      case SQLITE -> folder.resolve("jobstream.db").toString();
      case POSTGRESQL -> server().newSchema();
    };
  }

  SqlStore open(String location) {
    return switch (this) {
      case SQLITE -> SqlStore.sqlite(Path.of(location));
      case POSTGRESQL -> SqlStore.postgresql(location);
    };
  }

  /** One server for all tests of this process; skips the test if none is installed. */
  private static synchronized PostgresServer server() {
    if (server == null) {
      Optional<Path> installed = PostgresServer.installed();
      if (installed.isEmpty() && System.getenv("JOBSTREAM_NEEDS_POSTGRESQL") != null) {
        fail("PostgreSQL is not installed, and JOBSTREAM_NEEDS_POSTGRESQL is set.");
      }
      assumeTrue(installed.isPresent(), "PostgreSQL is not installed (Debian: `postgresql`).");
      server = PostgresServer.start(installed.get(), PostgresServer.Durability.NONE);
    }
    return server;
  }
}
