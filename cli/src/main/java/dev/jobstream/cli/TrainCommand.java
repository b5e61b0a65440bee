package dev.jobstream.cli;

import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewEntry;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.web.Settings;
import dev.jobstream.web.WebOptions;
import dev.jobstream.web.WebParts;
import dev.jobstream.web.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Does what a user does first, for the launcher, which keeps an archive of the classes that this
 * loads: reads a posting, and serves pages about an application in a folder that it throws away.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Runs once through the start, for the launcher's archive of classes.")
final class TrainCommand implements Callable<Integer> {
  private static final String POSTING =
      "Java Developer\nExample AG, Bern\nFull-time, CHF 100,000 a year\n";
  private static final List<String> PAGES =
      List.of("/", "/add", "/board", "/table", "/statistics", "/lab", "/applications/%s");

  private final Session session;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Session quiet =
        new Session(
            new ByteArrayInputStream(POSTING.getBytes(StandardCharsets.UTF_8)),
            false,
            Output.ofResults(OutputStream.nullOutputStream(), Screen.PLAIN),
            Output.ofMessages(OutputStream.nullOutputStream(), Screen.PLAIN),
            session.assembly(),
            session.interrupts(),
            session.nanoTime());
    Commands.run(quiet, "analyze", "--no-ai", "-");
    Path folder = Files.createTempDirectory("jobstream-train");
    try {
      serve(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    return ExitCode.DONE;
  }

  private void serve(Path folder) throws IOException {
    Assembly assembly = session.assembly();
    try (Tracker tracker =
            new Tracker(
                assembly.openStore(folder.resolve("jobstream.db")),
                new DocumentFolder(folder.resolve("documents"), DocumentFolder.DEFAULT_MOST_BYTES),
                assembly.clock());
        ServedModels models =
            new ServedModels(assembly, new LiveConfig(assembly.configFile(), null));
        WebServer server =
            WebServer.start(
                WebOptions.defaults().withPort(0),
                new WebParts(
                    tracker,
                    models,
                    Settings.none(),
                    new Backups(tracker, folder, assembly::openStore, assembly.clock()),
                    assembly.clock(),
                    line -> {}))) {
      Id application = addOne(tracker, LocalDate.now(assembly.clock()));
      for (String page : PAGES) {
        // The simplest client: the archive is for the server's classes.
        URLConnection connection =
            server.address().resolve(page.formatted(application)).toURL().openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip");
        try (InputStream in = connection.getInputStream()) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  /** Adds one of which Today tells something. */
  private static Id addOne(Tracker tracker, LocalDate today) {
    return tracker
        .applications()
        .add(
            new NewApplication(
                new NewPosting(POSTING, null, null, null),
                JobDetails.of("Java Developer", "Example AG"),
                null,
                List.of(),
                List.of(new NewApplication.Move(Stage.APPLIED, today, null)),
                List.of(new NewEntry.Todo("Ask", today), new NewEntry.Text("A note"))))
        .id();
  }
}
