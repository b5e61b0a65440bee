package dev.jobstream.cli.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting as the file may have it.
 *
 * @param <T> what its text is read as
 * @param path its names from the outermost on, with dots between; {@code *} stands for a name that
 *     the user chooses
 * @param kind what it takes
 * @param byDefault its value if nobody sets it, as it would be written; null if it has none
 * @param description what it does, and what happens without it; Markdown
 */
record ConfigKey<T>(String path, Kind<T> kind, @Nullable String byDefault, String description) {

  /** Its path with names in place of the stars. */
  String path(String... names) {
    String full = path;
    for (String name : names) {
      full = full.replaceFirst("\\*", name);
    }
    return full;
  }

  Optional<String> defaultText() {
    return Optional.ofNullable(byDefault);
  }
}
