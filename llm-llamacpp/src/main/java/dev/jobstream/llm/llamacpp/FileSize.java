package dev.jobstream.llm.llamacpp;

import java.util.Locale;

/** Sizes for people. */
final class FileSize {
  private FileSize() {}

  /** {@code 2.5 GB}: decimal, as download pages and disks tell sizes. */
  static String text(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    if (bytes < 1_000_000_000) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
