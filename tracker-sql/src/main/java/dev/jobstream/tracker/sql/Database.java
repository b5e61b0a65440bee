package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.TrackerException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One kind of database: its connections, and what it says otherwise than the other. */
interface Database extends AutoCloseable {
  /** Runs the work in one snapshot of the data. */
  <T> T read(Function<Handle, T> work);

  /** Runs the work in one transaction, alone. */
  <T> T write(Function<Handle, T> work);

  /** How words are looked up. */
  WordIndex words();

  /** As {@link dev.jobstream.tracker.applications.Store#copyTo}. */
  void copyTo(Path file);

  /** As {@link dev.jobstream.tracker.applications.Store#replaceWith}. */
  void replaceWith(Path copy, Runnable save);

  /** As {@link dev.jobstream.tracker.applications.Store#check}. */
  List<String> check();

  /** As {@link dev.jobstream.tracker.applications.Store#location}. */
  String location();

  @Override
  void close();

  /** What breaks a rule of the schema: never a value that a service has made itself. */
  static TrackerException refused(String reason) {
    return TrackerException.invalid(
        "An id of it belongs to something else that is kept, or names something that is missing (%s)."
            .formatted(reason));
  }
}
