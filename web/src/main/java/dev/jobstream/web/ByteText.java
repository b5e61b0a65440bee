package dev.jobstream.web;

import java.util.Locale;

/** Sizes in words for people. */
final class ByteText {
  private ByteText() {}

  /** {@code 312 bytes}, {@code 48 kB}, {@code 1.2 MB}. */
  static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return Math.round(bytes / 1e3) + " kB";
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
