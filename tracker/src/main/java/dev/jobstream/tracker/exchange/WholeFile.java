package dev.jobstream.tracker.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Writes files that are there when they are complete and on disk, and not before. */
public final class WholeFile {
  private static final Set<StandardOpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private WholeFile() {}

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, or replaces one.
   *
   * @throws IOException if it cannot be written; what was there before is there still
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, OPTIONS);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        content.write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      Path folder = target.getParent();
      if (folder != null) {
        force(folder);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Forces a folder's entries to disk, where the system can. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder, and needs none of this.
    }
  }
}
