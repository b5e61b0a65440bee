package dev.jobstream.cli;

import dev.jobstream.cli.DoctorCommand.Check;
import dev.jobstream.cli.DoctorCommand.Verdict;
import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ConfigException;
import dev.jobstream.llm.http.BackendReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The doctor's look at the settings and at the servers that they name or that run on this machine.
 */
final class DoctorServers {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<Check> checks = new ArrayList<>();
  private boolean settingsGood;
  private boolean anyModel;

  DoctorServers(ProfileOption profile, Session session) {
    Path file = session.assembly().configFile().path();
    Config config;
    try {
      config = profile.config(session);
    } catch (ConfigException e) {
      checks.add(
          new Check(
              "Settings",
              Verdict.POOR,
              e.problems().getFirst()
                  + (e.problems().size() > 1 ? " `jobstream config check` tells more." : "")));
      return;
    }
    settingsGood = true;
    checks.add(
        new Check(
            "Settings",
            Verdict.GOOD,
            (Files.exists(file)
                    ? file.toString()
                    : "all by default; `" + file + "` would hold yours")
                + (config.profile() == null ? "" : ", profile " + config.profile())));
    look(new Backends(config, session), config);
  }

  private void look(Backends backends, Config config) {
    List<BackendSettings> asked =
        config.backendNames().stream().map(config::backend).filter(backends::mayBeAsked).toList();
    List<String> good = new ArrayList<>();
    List<String> poor = new ArrayList<>();
    for (BackendRow row : backends.ask(asked, PATIENCE)) {
      if (!(row instanceof BackendRow.Asked(BackendSettings backend, BackendReport report))) {
        continue;
      }
      switch (report) {
        case BackendReport.Reachable server -> {
          int models = server.models().size();
          anyModel |= models > 0;
          good.add(
              "%s (%s)".formatted(backend.name(), models == 1 ? "1 model" : models + " models"));
        }
        // Those that nobody set up need not be there.
        case BackendReport.Unreachable server -> {
          if (config.configuredBackends().contains(backend.name())) {
            poor.add(String.valueOf(server.reason().getMessage()));
          }
        }
      }
    }
    if (!good.isEmpty() || poor.isEmpty()) {
      checks.add(
          new Check(
              "Servers",
              Verdict.GOOD,
              good.isEmpty()
                  ? "none runs on this machine, and none is set up; none is needed"
                  : String.join(", ", good) + "; `jobstream backends` tells more"));
    }
    poor.forEach(sentence -> checks.add(new Check("Server", Verdict.POOR, sentence)));
  }

  List<Check> checks() {
    return checks;
  }

  /** Whether the settings can be used; without that no command can. */
  boolean settingsGood() {
    return settingsGood;
  }

  /** Whether a server has a model that could be named. */
  boolean anyModel() {
    return anyModel;
  }
}
