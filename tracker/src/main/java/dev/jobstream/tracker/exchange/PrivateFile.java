package dev.jobstream.tracker.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files that hold a secret: only their owner may read them (mode 600). */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes a file, or replaces it, at once or not at all. Its folder is made if it is not there,
   * for its owner alone.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a folder");
    Files.createDirectories(folder, only(folder, "rwx------"));
    // Its permissions are right before there is anything in it.
    Path part = Files.createTempFile(folder, ".private", ".part", only(folder, "rw-------"));
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] only(Path folder, String permissions) {
    // Elsewhere a file in the user's own folder is the user's own.
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
