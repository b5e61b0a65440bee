package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ConfigException;
import dev.jobstream.cli.config.ConfigFile;
import dev.jobstream.cli.config.StoredKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a program that runs on while they change. Thread-safe. */
final class LiveConfig {
  private final ConfigFile file;
  private final @Nullable String profile;
  private volatile Config now;

  /**
   * @throws ConfigException with everything that is wrong with the settings
   */
  LiveConfig(ConfigFile file, @Nullable String profile) {
    this.file = file;
    this.profile = profile;
    this.now = file.load(profile);
  }

  /** The settings in force: another object after each change. */
  Config now() {
    return now;
  }

  /**
   * Changes settings, in the file too; see {@link ConfigFile#change}.
   *
   * @throws ConfigException if that cannot be
   */
  synchronized void change(Map<String, String> values) {
    try {
      file.change(profile, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    now = file.load(profile);
  }

  /** Changes a key that is kept. */
  @FunctionalInterface
  interface KeyChange {
    void apply(StoredKeys keys) throws IOException;
  }

  /** Changes the keys that are kept. */
  synchronized void changeKeys(KeyChange change) {
    try {
      change.apply(file.storedKeys());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    now = file.load(profile);
  }
}
