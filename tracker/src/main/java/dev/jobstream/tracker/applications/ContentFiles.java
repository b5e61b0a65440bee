package dev.jobstream.tracker.applications;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The files of a {@link DocumentFolder}: each is written once, forced to disk, and never changed.
 */
final class ContentFiles {
  /** The name of a content's file. */
  static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path root;
  private final long mostBytes;

  /** What was put in. */
  record Content(String sha256, long bytes) {}

  ContentFiles(Path root, long mostBytes) {
    this.root = root;
    this.mostBytes = mostBytes;
  }

  /** The file of a content, whether it is there or not. */
  Path place(String sha256) {
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException("`%s` is no SHA-256.".formatted(sha256));
    }
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Writes a content into a new file, and forces it to disk. */
  Content write(InputStream in, Path part, String name) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      DigestInputStream digesting = new DigestInputStream(in, digest);
      byte[] buffer = new byte[64 * 1024];
      for (int read = digesting.read(buffer); read >= 0; read = digesting.read(buffer)) {
        bytes += read;
        if (bytes > mostBytes) {
          throw TrackerException.invalid(
              String.format(
                  Locale.ROOT,
                  "The document `%s` is larger than %,d bytes, the most that is kept. Make it"
                      + " smaller, or raise `documents.most-megabytes`.",
                  name,
                  mostBytes));
        }
        out.write(buffer, 0, read);
      }
      channel.force(true);
    }
    if (bytes == 0) {
      throw TrackerException.invalid(
          "The document `%s` is empty. Check that it is the right file.".formatted(name));
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), bytes);
  }

  /** Moves a written file to where its content belongs, unless it is there already. */
  void moveIntoPlace(Path part, String sha256) throws IOException {
    Path place = place(sha256);
    if (Files.isRegularFile(place)) {
      return;
    }
    Path folder = root.resolve(sha256.substring(0, 2));
    boolean made = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    if (made) {
      force(root);
    }
  }

  /** Forces a folder's entries to disk, where the system can. */
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder, and needs none of this.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
