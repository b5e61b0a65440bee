package dev.jobstream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that all others are part of. */
@Command(
    name = "jobstream",
    mixinStandardHelpOptions = true,
    versionProvider = JobstreamCommand.Version.class,
    sortOptions = false,
    description = {
      "Keeps track of job applications, and reads postings with a language model on this machine."
          + " Nothing leaves it, unless you name a server's model.",
      "",
      "Without a command it starts in the browser."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream                            start in the browser",
      "  jobstream add posting.txt            read a posting and save it",
      "  jobstream list                       what is kept, each with its id",
      "  jobstream stage 3f9k interviewing    an id may be typed as short as it is unique",
      "  jobstream analyze posting.txt        the form fills in while the model writes",
      "  jobstream analyze --json - < page.html > posting.json",
      "  jobstream models pull qwen3-0.6b     get a small model (about 0.6 GB)",
      "  jobstream lab \"Hello\" -m A -m B     two models' answers side by side",
      "  jobstream tune                       find out how a model runs fastest here",
      "  jobstream doctor                     is everything there to run a model?",
      "",
      "Jobstream keeps its things in ~/.jobstream; JOBSTREAM_HOME names another folder.",
      "`jobstream COMMAND --help` tells more of a command."
    })
final class JobstreamCommand implements Callable<Integer> {
  private final ServeCommand serve;

  /**
   * @param serve what is done if no command is named
   */
  JobstreamCommand(ServeCommand serve) {
    this.serve = serve;
  }

  @Override
  public Integer call() {
    return serve.call();
  }

  /** Reads the version that the build wrote. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Properties properties = new Properties();
      try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String[] {"jobstream " + properties.getProperty("version")};
    }
  }
}
