package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ConfigFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which settings a command runs under. */
final class ProfileOption {
  @Option(
      names = ConfigFile.PROFILE_OPTION,
      paramLabel = "NAME",
      description =
          "The profile of the settings to use (default: that of JOBSTREAM_PROFILE, or of the"
              + " settings; `jobstream config` shows them).")
  private @Nullable String profile;

  /**
   * Reads the settings.
   *
   * @throws dev.jobstream.cli.config.ConfigException with everything that is wrong with them
   */
  Config config(Session session) {
    return session.assembly().configFile().load(profile);
  }

  /**
   * Reads settings that can be changed while they are used.
   *
   * @throws dev.jobstream.cli.config.ConfigException with everything that is wrong with them
   */
  LiveConfig liveConfig(Session session) {
    return new LiveConfig(session.assembly().configFile(), profile);
  }
}
