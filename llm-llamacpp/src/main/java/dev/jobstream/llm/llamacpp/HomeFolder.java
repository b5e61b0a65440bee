package dev.jobstream.llm.llamacpp;

import java.nio.file.Path;
import java.util.Map;

/** Jobstream's own folder. */
public final class HomeFolder {
  private HomeFolder() {}

  /** {@code JOBSTREAM_HOME} if it is set and not blank, else {@code .jobstream} in the home. */
  public static Path of(Map<String, String> environment, Path userHome) {
    return variable(environment, "JOBSTREAM_HOME", userHome, userHome.resolve(".jobstream"));
  }

  /** The path that a variable names, {@code ~} for the home included. */
  static Path variable(Map<String, String> environment, String name, Path userHome, Path ifUnset) {
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return ifUnset;
    }
    // No shell has replaced it where the variable comes from a service's settings.
    if (value.startsWith("~/")) {
      return userHome.resolve(value.substring(2));
    }
    return Path.of(value);
  }
}
