package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The heap while a slow reader takes a large stream. */
@Command(
    name = "http-memory",
    mixinStandardHelpOptions = true,
    description =
        "Reads a large stream from a local server much more slowly than it could come, and prints the heap in use. Fails where it grows by more than 64 MB above the start.")
final class HttpMemoryBench implements Callable<Integer> {
  private static final long MOST_BYTES = 64 << 20;

  @Option(
      names = "--megabytes",
      defaultValue = "1024",
      description = "Size of the stream. Default ${DEFAULT-VALUE}.")
  int megabytes;

  @Option(
      names = "--rate",
      defaultValue = "1",
      description = "Megabytes that are read in a second. Default ${DEFAULT-VALUE}.")
  int rate;

  @Override
  public Integer call() throws Exception {
    System.out.println(BenchModel.machine());
    try (ReplayServer server = ReplayServer.start()) {
      read(server, 4, 1_000);
      long start = heap();
      long worst = read(server, megabytes, rate) - start;
      System.out.println(
          String.format(
              Locale.ROOT,
              "%,d MB at %d MB/s: at most %.1f MB of heap above the start's %.1f MB",
              megabytes,
              rate,
              worst / 1e6,
              start / 1e6));
      return worst <= MOST_BYTES ? 0 : 1;
    }
  }

  /** The most heap in use, garbage not counted. */
  private static long read(ReplayServer server, int megabytes, int rate)
      throws InterruptedException {
    long bytes = megabytes * (1L << 20);
    long start = System.nanoTime();
    long read = 0;
    long measured = 0;
    long worst = 0;
    try (ChatStream stream =
        HttpClients.ours(server.uri(), "bytes-" + bytes).stream(
            ChatRequest.of("Read the posting."))) {
      for (StreamEvent event : stream) {
        if (event instanceof StreamEvent.Failed failed) {
          throw failed.error();
        }
        if (event instanceof StreamEvent.TextDelta delta) {
          read += delta.text().length();
          long due = start + TimeUnit.SECONDS.toNanos(1) * read / (rate * (1L << 20));
          TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
          if (read - measured > bytes / 32) {
            measured = read;
            worst = Math.max(worst, heap());
          }
        }
      }
    }
    return worst;
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
