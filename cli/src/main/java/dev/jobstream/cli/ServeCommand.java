package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.web.WebException;
import dev.jobstream.web.WebOptions;
import dev.jobstream.web.WebParts;
import dev.jobstream.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the web application until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts Jobstream in the browser: paste a posting, watch the form fill in, save it, follow"
          + " the application. `jobstream` without a command does the same.",
      "",
      "Only this machine can reach it, unless --host names another address; that needs a password."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream",
      "  jobstream serve --port 9000 --no-open",
      "  jobstream serve --host 0.0.0.0 --password-file ~/.jobstream/password",
      "",
      "Ctrl-C stops it. A model that is reading is stopped with it, and what was saved is kept.",
      "JOBSTREAM_WEB_PASSWORD holds the password where there is no file.",
      "",
      "Exit codes: 0 stopped, 2 wrong use, or the port is taken."
    })
final class ServeCommand implements Callable<Integer> {
  /** Holds the password where no file is named. */
  static final String PASSWORD_VARIABLE = "JOBSTREAM_WEB_PASSWORD";

  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port (default: ${DEFAULT-VALUE}); 0 takes any free one.",
      defaultValue = "" + WebOptions.DEFAULT_PORT)
  private int port = WebOptions.DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "The address to listen on (default: ${DEFAULT-VALUE}).",
      defaultValue = WebOptions.LOOPBACK)
  private String host = WebOptions.LOOPBACK;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "A further name under which browsers may call it; can be repeated.")
  private Set<String> hostNames = Set.of();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password to ask for.")
  private @Nullable Path passwordFile;

  @Option(names = "--no-open", description = "Do not open a browser.")
  private boolean noOpen;

  @Mixin private ProfileOption profile = new ProfileOption();

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LiveConfig config = profile.liveConfig(session);
    CountDownLatch stop = new CountDownLatch(1);
    try (Tracker tracker = session.assembly().tracker();
        ServedModels models = new ServedModels(session.assembly(), config);
        WebServer server = start(tracker, models, config);
        Interrupts.Scope _ = session.interrupts().during(stop::countDown)) {
      session.out().line("Jobstream is at %s".formatted(server.address()));
      session.err().line("Ctrl-C stops it.");
      if (!noOpen) {
        session.assembly().browser().open(server.address());
      }
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private WebServer start(Tracker tracker, ServedModels models, LiveConfig config) {
    Assembly assembly = session.assembly();
    try {
      return WebServer.start(
          new WebOptions(host, port, password(), hostNames),
          new WebParts(
              tracker,
              models,
              new ServedSettings(assembly, config),
              assembly.backups(tracker),
              assembly.clock(),
              session::complain));
    } catch (WebException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable String password() {
    if (passwordFile == null) {
      return session.assembly().environment().get(PASSWORD_VARIABLE);
    }
    try {
      return Files.readAllLines(passwordFile).stream().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "The password file `%s` cannot be read. Name a text file whose first line is the password."
              .formatted(passwordFile),
          e);
    }
  }
}
