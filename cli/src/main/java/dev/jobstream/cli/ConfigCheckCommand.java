package dev.jobstream.cli;

import dev.jobstream.cli.config.ConfigException;
import dev.jobstream.cli.config.ConfigFile;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the settings, under every profile. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the settings under every profile, and tells everything that is wrong with its line.",
      "",
      "Exits with 0 if all is well, else with 2. No server is asked: `jobstream backends` does."
    },
    optionListHeading = "%nOptions:%n")
final class ConfigCheckCommand implements Callable<Integer> {
  private final Session session;

  ConfigCheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ConfigFile file = session.assembly().configFile();
    if (!Files.exists(file.path())) {
      session.out().line("There is no `%s`, so the defaults hold.".formatted(file.path()));
    }
    Set<String> problems = new LinkedHashSet<>();
    SortedSet<String> profiles = file.profiles();
    try {
      file.load(null);
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
    for (String profile : profiles) {
      try {
        file.load(profile);
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    problems.forEach(session::complain);
    if (problems.isEmpty() && Files.exists(file.path())) {
      session
          .out()
          .line(
              "All is well in `%s`%s."
                  .formatted(
                      file.path(),
                      profiles.isEmpty()
                          ? ""
                          : ", with the profiles " + String.join(", ", profiles)));
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
  }
}
