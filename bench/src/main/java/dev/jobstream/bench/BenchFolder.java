package dev.jobstream.bench;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Store;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.sql.SqlStore;
import dev.jobstream.web.Settings;
import dev.jobstream.web.WebParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder for what a benchmark keeps, laid out as the user's own; deleted when it is closed. */
record BenchFolder(Path path) implements AutoCloseable {

  static BenchFolder create() throws IOException {
    return new BenchFolder(Files.createTempDirectory("jobstream-bench"));
  }

  Path database() {
    return path.resolve("jobstream.db");
  }

  /** A tracker over the folder's own database; the caller closes it. */
  Tracker tracker(Clock clock) {
    return tracker(SqlStore.sqlite(database()), clock);
  }

  /** A tracker over a store, whose documents lie in the folder; the caller closes it. */
  Tracker tracker(Store store, Clock clock) {
    return new Tracker(
        store,
        new DocumentFolder(path.resolve("documents"), DocumentFolder.DEFAULT_MOST_BYTES),
        clock);
  }

  /** The parts of the web server over a tracker of the folder, with one model. */
  WebParts webParts(Tracker tracker, ChatModel model, Clock clock, Consumer<String> log) {
    return new WebParts(
        tracker,
        new OneModel(model),
        Settings.none(),
        new Backups(tracker, path, SqlStore::sqlite, clock),
        clock,
        log);
  }

  long megabytes() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1_000_000;
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
