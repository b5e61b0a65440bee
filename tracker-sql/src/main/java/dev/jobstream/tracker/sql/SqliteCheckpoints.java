package dev.jobstream.tracker.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries what stands in the write-ahead log to its places in the file, on a thread of its own: by
 * itself SQLite lets every so many writes wait until that is done, for longer than the write takes.
 * Thread-safe.
 *
 * @see <a href="https://sqlite.org/wal.html#ckpt">Checkpointing</a>
 */
final class SqliteCheckpoints {
  /** So large may the log grow; it stays this large, and is written again from its beginning. */
  private static final long LOG_BYTES = 4 << 20;

  private final Path log;
  private final SqliteConnections connections;
  private final AtomicBoolean running = new AtomicBoolean();

  SqliteCheckpoints(Path file, SqliteConnections connections) {
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.connections = connections;
  }

  /** Called behind each write; does not wait. */
  void afterWrite() {
    if (isDue() && running.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("jobstream-checkpoint").start(this::run);
    }
  }

  private boolean isDue() {
    try {
      return Files.size(log) >= LOG_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private void run() {
    try {
      Connection connection = connections.openConnection();
      try (Statement statement = connection.createStatement()) {
        // Passive: it waits for nobody, and nobody for it.
        statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
      } finally {
        connections.closeConnection(connection);
      }
    } catch (SQLException e) {
      // The log stays as it is; the next write tries again, and in the end SQLite itself.
    } finally {
      running.set(false);
    }
  }
}
