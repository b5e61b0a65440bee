package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.TrackerException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean to a user. */
final class SqliteErrors {
  private SqliteErrors() {}

  static TrackerException translate(RuntimeException error, Path file) {
    SQLiteException cause = cause(error);
    if (cause == null) {
      return new TrackerException.StoreUnavailable(
          "The database `%s` cannot be used (%s).".formatted(file, firstLine(error)), error);
    }
    SQLiteErrorCode kind = kind(cause);
    if (kind == SQLiteErrorCode.SQLITE_CONSTRAINT) {
      return Database.refused(firstLine(cause));
    }
    String message =
        switch (kind) {
          case SQLITE_FULL ->
              "The disk is full, so nothing was changed in the database `%s`. Free some space and try again.";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "Another program has been writing to the database `%s` for half a minute. Try again when it is done.";
          case SQLITE_CORRUPT ->
              "The database `%s` is damaged. Restore a backup; keep the damaged file for now.";
          case SQLITE_NOTADB ->
              "The file `%s` is not a database of Jobstream. Move it away, or name another folder with JOBSTREAM_HOME.";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
              "The database `%s` cannot be written. Check the rights of the file and of its folder.";
          case SQLITE_CANTOPEN ->
              "The database `%s` cannot be opened. Check that its folder is there and can be read and written.";
          case SQLITE_IOERR ->
              "The disk of the database `%s` reports an error, so nothing was changed. Check the disk and the space left.";
          default -> "The database `%s` cannot be used (" + cause.getMessage() + ").";
        };
    return new TrackerException.StoreUnavailable(message.formatted(file), error, isDamage(kind));
  }

  /** Whether the file itself is at fault, and not the disk, its rights or another program. */
  static boolean isDamage(RuntimeException error) {
    SQLiteException cause = cause(error);
    return cause != null && isDamage(kind(cause));
  }

  private static boolean isDamage(SQLiteErrorCode kind) {
    return kind == SQLiteErrorCode.SQLITE_CORRUPT || kind == SQLiteErrorCode.SQLITE_NOTADB;
  }

  /** The lowest byte is the error, what is above it a detail of it. */
  private static SQLiteErrorCode kind(SQLiteException error) {
    return SQLiteErrorCode.getErrorCode(error.getResultCode().code & 0xFF);
  }

  private static @Nullable SQLiteException cause(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException found) {
        return found;
      }
    }
    return null;
  }

  private static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }
}
