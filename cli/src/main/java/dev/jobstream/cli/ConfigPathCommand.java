package dev.jobstream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells where the settings are. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the path of the file with the settings, whether it exists or not.",
      "",
      "JOBSTREAM_HOME moves the folder that it is in."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  $EDITOR \"$(jobstream config path)\"")
final class ConfigPathCommand implements Callable<Integer> {
  private final Session session;

  ConfigPathCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path path = session.assembly().configFile().path();
    session.out().line(path.toString());
    if (!Files.exists(path)) {
      session.warn("There is no such file yet, so the defaults hold.");
    }
    return ExitCode.DONE;
  }
}
