package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireServer;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How soon a server sees that it was cancelled. */
@Command(
    name = "http-cancel",
    mixinStandardHelpOptions = true,
    description =
        "Cancels streams while they wait for headers and between two deltas, and prints how long it took until the server saw the connection closed and the reader had ended. Fails where the worst takes more than 100 ms.")
final class HttpCancelBench implements Callable<Integer> {
  private static final double MOST_MILLIS = 100;

  @Option(
      names = "--times",
      defaultValue = "500",
      description = "Cancels in each state. Default ${DEFAULT-VALUE}.")
  int times;

  @Override
  public Integer call() throws Exception {
    System.out.println(BenchModel.machine());
    try (WireServer server = WireServer.manual()) {
      measure(server, false, 20);
      measure(server, true, 20);
      double waiting = report("waiting for headers", measure(server, false, times));
      double writing = report("between two deltas", measure(server, true, times));
      return Math.max(waiting, writing) <= MOST_MILLIS ? 0 : 1;
    }
  }

  private static double report(String state, double[] millis) {
    double worst = Arrays.stream(millis).max().orElse(0);
    System.out.println(
        String.format(
            Locale.ROOT,
            "cancelled %s: closed as the server sees it and reader ended, median of %d: %.2f ms, worst %.2f ms",
            state,
            millis.length,
            BenchModel.median(millis),
            worst));
    return worst;
  }

  private static double[] measure(WireServer server, boolean midAnswer, int times)
      throws Exception {
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      try (ChatStream stream =
          HttpClients.ours(server.uri(), "any").stream(ChatRequest.of("Write a story."))) {
        Thread reader =
            Thread.ofVirtual()
                .start(() ->
                    stream.run(event -> {
                      if (event instanceof StreamEvent.Delta) {
                        begun.countDown();
                      }
                    }));
        WireExchange exchange = server.next();
        if (midAnswer) {
          exchange
              .begin(200, "text/event-stream")
              .write("data: {\"choices\":[{\"delta\":{\"content\":\"Once\"}}]}\n\n");
          begun.await();
        }
        long start = System.nanoTime();
        stream.cancel();
        long seen = exchange.awaitClientGone();
        reader.join();
        millis[i] = Math.max(seen - start, System.nanoTime() - start) / 1e6;
      }
    }
    return millis;
  }
}
