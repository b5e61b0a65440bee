package dev.jobstream.tracker.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.SQLiteConfig;

/**
 * Connections to one file that are used again and again, as many as there are allowed at once; who
 * wants one more waits. They are all the same, and what each does is up to who has it. Thread-safe.
 */
final class SqliteConnections implements ConnectionFactory, AutoCloseable {
  private final Path file;
  private final SQLiteConfig config;
  private final Semaphore permits;
  private final Deque<Connection> free = new ArrayDeque<>();
  private boolean closed;

  SqliteConnections(Path file, int most, int busyMillis) {
    this.file = file;
    this.permits = new Semaphore(most, true);
    this.config = new SQLiteConfig();
    config.setBusyTimeout(busyMillis);
    config.enforceForeignKeys(true);
    // A commit is on disk when it returns, also if the machine loses its power.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-16_000);
    // 64 MB: the log gets that large only where more is written than checkpoints can carry away.
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "16000");
  }

  @Override
  public Connection openConnection() throws SQLException {
    permits.acquireUninterruptibly();
    try {
      synchronized (free) {
        if (closed) {
          throw new SQLException("The database `%s` is closed.".formatted(file));
        }
        Connection connection = free.pollFirst();
        if (connection != null) {
          return connection;
        }
      }
      return config.createConnection("jdbc:sqlite:" + file);
    } catch (SQLException | RuntimeException e) {
      permits.release();
      throw e;
    }
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    try {
      synchronized (free) {
        if (!closed) {
          free.addFirst(connection);
          return;
        }
      }
      connection.close();
    } finally {
      permits.release();
    }
  }

  /** Closes those that are free now, and the others when they are given back. */
  @Override
  public void close() throws SQLException {
    synchronized (free) {
      closed = true;
      for (Connection connection : free) {
        connection.close();
      }
      free.clear();
    }
  }
}
