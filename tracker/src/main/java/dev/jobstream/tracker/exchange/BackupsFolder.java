package dev.jobstream.tracker.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The folder that keeps what restores have replaced. */
public final class BackupsFolder {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;

  /**
   * @param home the folder in which things are kept
   */
  public BackupsFolder(Path home) {
    this.folder = home.resolve("backups");
  }

  /** A name that nothing has yet. */
  Path unused(String name, Instant now, String ending) throws IOException {
    Files.createDirectories(folder);
    String base = name + "-" + MOMENT.format(now);
    Path path = folder.resolve(base + ending);
    for (int other = 2; Files.exists(path); other++) {
      path = folder.resolve("%s-%d%s".formatted(base, other, ending));
    }
    return path;
  }

  /**
   * Moves a database here that cannot be read, and that nobody has open.
   *
   * @param database a file of SQLite
   * @return the folder that it and its log are in
   */
  public Path moveDamaged(Path database, Instant now) throws IOException {
    Path damaged = Files.createDirectories(unused("damaged", now, ""));
    // The log goes first: it must never meet another database.
    for (String ending : List.of("-wal", "-shm", "")) {
      Path file = database.resolveSibling(database.getFileName() + ending);
      if (Files.exists(file)) {
        Files.move(file, damaged.resolve(file.getFileName()));
      }
    }
    return damaged;
  }
}
