package dev.jobstream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Browsers' worth of server-sent events: a server in one process, its clients in another. */
@Command(
    name = "sse",
    mixinStandardHelpOptions = true,
    description = {
      "Clients that each read a stream of its own; prints the time from event to client, lost and"
          + " doubled events, and the server's memory.",
      "Server and clients are processes of their own, on this machine."
    })
final class SseBench implements Callable<Integer> {
  /** The last line that the server's process prints before it waits to be told to end. */
  static final String READY = "ready ";

  @Option(
      names = "--clients",
      defaultValue = "1000",
      description = "Clients, each with a stream. Default ${DEFAULT-VALUE}.")
  int clients;

  @Option(
      names = "--updates",
      defaultValue = "20",
      description = "Updates a second and stream. Default ${DEFAULT-VALUE}.")
  int updates;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long. Default ${DEFAULT-VALUE}.")
  int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(BenchModel.machine());
    try (BenchFolder folder = BenchFolder.create()) {
      return run(folder);
    }
  }

  private int run(BenchFolder folder) throws IOException, InterruptedException {
    int perStream = updates * seconds;
    Process server =
        OwnProcess.java(
                List.of(),
                SseServer.class,
                List.of(
                    Integer.toString(updates),
                    Integer.toString(perStream),
                    folder.path().toString()))
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      URI address = awaitReady(out);
      SseLoad.Result result = SseLoad.run(address, clients, perStream, seconds);
      long peakBytes = OwnProcess.peakBytes(server.toHandle());
      System.out.println(
          String.format(
              Locale.ROOT,
              "%,d clients, each on a stream of %d updates/s for %d s: event to client p50 %.1f ms,"
                  + " p99 %.1f ms, most %.1f ms; %,d events, %,d lost, %,d doubled, %,d clients"
                  + " broken off; server at most %,d MB resident, %d s of processor",
              clients,
              updates,
              seconds,
              result.millis(0.5),
              result.millis(0.99),
              result.millis(1),
              result.events(),
              result.lost(),
              result.doubled(),
              result.broken().values().stream().mapToInt(Integer::intValue).sum(),
              peakBytes / 1_000_000,
              server.info().totalCpuDuration().orElse(Duration.ZERO).toSeconds()));
      result.broken().forEach((reason, many) -> System.out.println(many + " clients: " + reason));
      return result.lost() + result.doubled() == 0 && result.broken().isEmpty() ? 0 : 1;
    } finally {
      server.destroy();
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }

  private static URI awaitReady(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return URI.create(line.substring(READY.length()));
      }
    }
    throw new IllegalStateException("The server ended before it was ready.");
  }
}
