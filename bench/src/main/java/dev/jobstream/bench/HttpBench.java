package dev.jobstream.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a delta costs, beside other clients, and many streams at once. */
@Command(
    name = "http",
    mixinStandardHelpOptions = true,
    description =
        "Measures the processor time per delta of our client beside LangChain4j's and OpenAI's own, on the same stream from the same local server; then how late deltas are with many streams at once. The system counts processor time in steps of 10 ms, so short streams tell little. Fails where ours takes more than half of the better one's time, or where the 99th percentile is later than 250 ms.")
final class HttpBench implements Callable<Integer> {
  private static final int WARM_UP_ROUNDS = 3;
  private static final double WANTED_RATIO = 0.5;
  private static final double WANTED_MILLIS = 250;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Rounds that count; each client has a turn in each. Default ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--deltas",
      defaultValue = "300000",
      description =
          "Deltas of a stream that comes as fast as it is read. Default ${DEFAULT-VALUE}.")
  int deltas;

  @Option(
      names = "--streams",
      defaultValue = "1000",
      description = "Streams at once. Default ${DEFAULT-VALUE}.")
  int streams;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "How long each of them writes, 30 deltas a second. Default ${DEFAULT-VALUE}.")
  int seconds;

  @Override
  public Integer call() throws Exception {
    System.out.println(BenchModel.machine());
    try (ReplayServer server = ReplayServer.start()) {
      List<HttpClients.Client> clients = HttpClients.all(server.uri());
      System.out.println("processor time per delta, microseconds; all deltas at once");
      double bulk = cpu(clients, "bulk-" + deltas, deltas);
      System.out.println(
          "processor time per delta, microseconds; 1,000 deltas a second, each a packet of its own");
      int paced = 2_000;
      cpu(clients, "paced-%d-1000".formatted(paced), paced);
      double late = new ManyStreams(server.uri(), streams, 30, seconds).p99Millis();
      return bulk <= WANTED_RATIO && late <= WANTED_MILLIS ? 0 : 1;
    }
  }

  /** Our median over that of the better one of the others. */
  private double cpu(List<HttpClients.Client> clients, String model, int count) throws Exception {
    Map<String, double[]> micros = new LinkedHashMap<>();
    clients.forEach(client -> micros.put(client.name(), new double[rounds]));
    List<HttpClients.Client> order = new ArrayList<>(clients);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      StringBuilder line = new StringBuilder("%5d".formatted(round + 1));
      for (HttpClients.Client client : order) {
        double value = cpuMicros(client, model) / count;
        if (round >= 0) {
          times(micros, client)[round] = value;
        }
      }
      if (round >= 0) {
        for (HttpClients.Client client : clients) {
          line.append(
              String.format(
                  Locale.ROOT, "  %s %7.3f", client.name(), times(micros, client)[round]));
        }
        System.out.println(line);
      }
      // Nobody always comes behind the same one.
      Collections.rotate(order, 1);
    }
    double ours = BenchModel.median(times(micros, clients.getFirst()));
    double best = Double.MAX_VALUE;
    for (HttpClients.Client client : clients.subList(1, clients.size())) {
      best = Math.min(best, BenchModel.median(times(micros, client)));
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "median: ours %.3f, the better of the others %.3f, ratio %.3f",
            ours,
            best,
            ours / best));
    return ours / best;
  }

  private static double[] times(Map<String, double[]> micros, HttpClients.Client client) {
    double[] found = micros.get(client.name());
    if (found == null) {
      throw new IllegalStateException(client.name());
    }
    return found;
  }

  private static double cpuMicros(HttpClients.Client client, String model) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // What another client left is not to be swept up on this one's time.
    System.gc();
    long before = system.getProcessCpuTime();
    long characters = client.read(model);
    long after = system.getProcessCpuTime();
    if (characters == 0) {
      throw new IllegalStateException(client.name() + " gave no text");
    }
    return (after - before) / 1e3;
  }
}
