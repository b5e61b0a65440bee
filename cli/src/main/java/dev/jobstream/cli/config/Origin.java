package dev.jobstream.cli.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the value of a setting comes from. */
public sealed interface Origin {

  /** Nobody set it. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /**
   * A line of the file.
   *
   * @param line the first line is 1
   * @param profile the profile that the line belongs to; null if it belongs to none
   */
  record Line(Path file, int line, @Nullable String profile) implements Origin {
    @Override
    public String toString() {
      return file.getFileName()
          + ":"
          + line
          + (profile == null ? "" : " (profile " + profile + ")");
    }
  }

  /** An environment variable. */
  record Variable(String name) implements Origin {
    @Override
    public String toString() {
      return "environment: " + name;
    }
  }

  /** An option of the command. */
  record Option(String name) implements Origin {
    @Override
    public String toString() {
      return "option: " + name;
    }
  }

  /** A key that Jobstream keeps; see {@link StoredKeys}. */
  record StoredKey(Path file) implements Origin {
    @Override
    public String toString() {
      return "kept in " + file;
    }
  }

  /** Nobody set it. */
  Origin DEFAULT = new Default();
}
