package dev.jobstream.tracker.sql;

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
  void replaceWith(Path copy);

  /** As {@link dev.jobstream.tracker.applications.Store#check}. */
  List<String> check();

  /** As {@link dev.jobstream.tracker.applications.Store#location}. */
  String location();

  @Override
  void close();
}
