package dev.jobstream.bench;

import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the command to the first page, as who starts the program waits for it. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts `jobstream serve` by its launcher and asks for the first page until it is answered, in"
          + " a folder that is new, in an empty one, and in one with many applications.",
      "The program is built before, and so is its archive of classes."
    })
final class StartBench implements Callable<Integer> {
  private static final long PATIENCE_SECONDS = 60;
  private static final long BETWEEN_MILLIS = 3;

  @Option(
      names = "--applications",
      defaultValue = "10000",
      description = "How many there are in the full folder. Default ${DEFAULT-VALUE}.")
  int size;

  @Option(
      names = "--rounds",
      defaultValue = "10",
      description = "How often it is started in each. Default ${DEFAULT-VALUE}.")
  int rounds;

  private final Path launcher =
      Path.of(System.getProperty("jobstream.project", "."), "jobstream").toAbsolutePath();

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(BenchModel.machine());
    // Builds what is not built, and has the system read the files.
    startInNewFolder();
    double[] inNew = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      inNew[i] = startInNewFolder();
    }
    print("a new folder", inNew);
    try (BenchFolder folder = BenchFolder.create()) {
      start(folder);
      measure("an empty folder", folder);
    }
    try (BenchFolder folder = BenchFolder.create()) {
      Clock clock = Clock.systemUTC();
      try (Tracker tracker = folder.tracker(clock)) {
        FilledStore.fill(tracker, LocalDate.now(clock), size);
      }
      measure(String.format(Locale.ROOT, "%,d applications", size), folder);
    }
    return 0;
  }

  private double startInNewFolder() throws IOException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create()) {
      return start(folder);
    }
  }

  private void measure(String what, BenchFolder folder) throws IOException, InterruptedException {
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      millis[i] = start(folder);
    }
    print(what, millis);
  }

  private static void print(String what, double[] millis) {
    Samples samples = Samples.of(millis);
    System.out.printf(
        Locale.ROOT,
        "start to first page, %-20s median %5.0f ms, most %5.0f ms, of %d%n",
        what + ":",
        samples.median(),
        samples.most(),
        millis.length);
  }

  /** Milliseconds from the command to the whole first page. */
  private double start(BenchFolder home) throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                launcher.toString(), "serve", "--no-open", "--port", Integer.toString(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JOBSTREAM_HOME", home.path().toString());
    URI address = URI.create("http://127.0.0.1:%d/".formatted(port));
    try (PageClient client = new PageClient(address)) {
      long begin = System.nanoTime();
      Process server = builder.start();
      try {
        awaitPage(client, server, begin);
        return (System.nanoTime() - begin) / 1e6;
      } finally {
        server.destroy();
        server.waitFor();
      }
    }
  }

  private static void awaitPage(PageClient client, Process server, long begin)
      throws IOException, InterruptedException {
    while (true) {
      try {
        client.get("/");
        return;
      } catch (ConnectException e) {
        if (!server.isAlive()
            || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw new IOException("The server did not start. See `jobstream serve`.", e);
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
