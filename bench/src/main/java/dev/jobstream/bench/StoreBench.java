package dev.jobstream.bench;

import dev.jobstream.testsupport.PostgresServer;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.sql.SqlStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the store is when it is small and when it is large. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a store with invented applications of real length and measures searches, the list, statistics and adding, on SQLite and on PostgreSQL.",
      "PostgreSQL is a server of its own, from the installed binaries; it is left out where there are none."
    })
final class StoreBench implements Callable<Integer> {
  enum Kind {
    SQLITE,
    POSTGRESQL
  }

  @Option(
      names = "--applications",
      split = ",",
      defaultValue = "10000,100000",
      description = "How many there are, one run each. Default ${DEFAULT-VALUE}.")
  List<Integer> sizes = List.of();

  @Option(
      names = "--database",
      split = ",",
      defaultValue = "SQLITE,POSTGRESQL",
      description = "${COMPLETION-CANDIDATES}. Default both.")
  List<Kind> kinds = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "20",
      description = "How often every search is made. Default ${DEFAULT-VALUE}.")
  int rounds;

  @Option(names = "--verbose", description = "Prints each search by itself, too.")
  boolean verbose;

  @Override
  public Integer call() throws IOException {
    System.out.println(BenchModel.machine());
    for (Kind kind : kinds) {
      Map<String, double[]> smaller = null;
      for (int size : sizes) {
        Map<String, double[]> times = run(kind, size);
        if (times.isEmpty()) {
          break;
        }
        print(times, smaller);
        smaller = times;
      }
    }
    return 0;
  }

  private Map<String, double[]> run(Kind kind, int size) throws IOException {
    try (BenchFolder folder = BenchFolder.create()) {
      switch (kind) {
        case SQLITE -> {
          try (SqlStore store = SqlStore.sqlite(folder.database())) {
            return measure("SQLite", store, folder, size);
          }
        }
        case POSTGRESQL -> {
          Path binaries = PostgresServer.installed().orElse(null);
          if (binaries == null) {
            System.out.println("PostgreSQL is not installed, and left out.");
            return Map.of();
          }
          try (PostgresServer server =
                  PostgresServer.start(binaries, PostgresServer.Durability.FULL);
              SqlStore store = SqlStore.postgresql(server.newSchema())) {
            return measure("PostgreSQL", store, folder, size);
          }
        }
      }
      throw new IllegalStateException();
    }
  }

  private Map<String, double[]> measure(String name, SqlStore store, BenchFolder folder, int size)
      throws IOException {
    Clock clock = Clock.systemUTC();
    LocalDate today = LocalDate.now(clock);
    TestPostings postings = new TestPostings(today);
    Tracker tracker = folder.tracker(store, clock);
    long begin = System.nanoTime();
    FilledStore.addApplications(tracker, postings, size);
    System.out.printf(
        Locale.ROOT,
        "%n%s, %,d applications: loaded in %d s, %,d MB%n",
        name,
        size,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        folder.megabytes());
    StoreWork work = new StoreWork(tracker, postings, today, size);
    Map<String, double[]> times = new LinkedHashMap<>();
    List<Double> all = new ArrayList<>();
    Map<String, double[]> searches = new LinkedHashMap<>();
    work.searches()
        .forEach((search, run) -> {
          double[] samples = time(run, rounds);
          for (double sample : samples) {
            all.add(sample);
          }
          searches.put("  " + search, samples);
        });
    times.put(
        "%d searches together".formatted(searches.size()),
        all.stream().mapToDouble(Double::doubleValue).toArray());
    // All together hide one that is slow.
    if (verbose) {
      times.putAll(searches);
    } else {
      Map.Entry<String, double[]> slowest =
          Collections.max(
              searches.entrySet(),
              Comparator.comparingDouble(search -> Samples.of(search.getValue()).p95()));
      times.put(slowest.getKey() + ", the slowest", slowest.getValue());
    }
    work.others().forEach((what, run) -> times.put(what, time(run, Math.max(rounds, 100))));
    return times;
  }

  /** Milliseconds of each call, after some that are not counted. */
  private static double[] time(Runnable work, int times) {
    for (int i = 0; i < Math.min(5, times); i++) {
      work.run();
    }
    double[] samples = new double[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      work.run();
      samples[i] = (System.nanoTime() - begin) / 1e6;
    }
    return samples;
  }

  private static void print(Map<String, double[]> times, @Nullable Map<String, double[]> smaller) {
    System.out.printf(
        "%-44s %9s %9s%s%n", "", "p50 ms", "p95 ms", smaller == null ? "" : "  growth of p95");
    times.forEach((what, millis) -> {
      Samples samples = Samples.of(millis);
      String growth =
          smaller == null || !smaller.containsKey(what)
              ? ""
              : String.format(
                  Locale.ROOT, "  %.2f", samples.p95() / Samples.of(smaller.get(what)).p95());
      System.out.printf(
          Locale.ROOT, "%-44s %9.2f %9.2f%s%n", what, samples.median(), samples.p95(), growth);
    });
  }
}
