package dev.jobstream.bench;

import dev.jobstream.testsupport.PostgresServer;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.sql.SqlStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    Path folder = Files.createTempDirectory("jobstream-bench-store");
    try {
      switch (kind) {
        case SQLITE -> {
          try (SqlStore store = SqlStore.sqlite(folder.resolve("jobstream.db"))) {
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
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private Map<String, double[]> measure(String name, SqlStore store, Path folder, int size)
      throws IOException {
    Clock clock = Clock.systemUTC();
    LocalDate today = LocalDate.now(clock);
    TestPostings postings = new TestPostings(today);
    Tracker tracker =
        new Tracker(
            store,
            new DocumentFolder(folder.resolve("documents"), DocumentFolder.DEFAULT_MOST_BYTES),
            clock);
    long begin = System.nanoTime();
    load(tracker, postings, size);
    System.out.printf(
        Locale.ROOT,
        "%n%s, %,d applications: loaded in %d s, %,d MB%n",
        name,
        size,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        megabytes(folder));
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
              Comparator.comparingDouble(search -> percentile(search.getValue(), 0.95)));
      times.put(slowest.getKey() + ", the slowest", slowest.getValue());
    }
    work.others().forEach((what, run) -> times.put(what, time(run, Math.max(rounds, 100))));
    return times;
  }

  private static void load(Tracker tracker, TestPostings postings, int size) {
    int step = 500;
    for (int from = 0; from < size; from += step) {
      List<NewApplication> added =
          IntStream.range(from, Math.min(size, from + step))
              .mapToObj(number -> postings.application(number, size))
              .toList();
      tracker.applications().addAll(added);
      if (from > 0 && from % 20_000 == 0) {
        System.err.printf(Locale.ROOT, "%,d of %,d added ...%n", from, size);
      }
    }
  }

  private static long megabytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1_000_000;
    }
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
    times.forEach((what, samples) -> {
      double p95 = percentile(samples, 0.95);
      String growth =
          smaller == null || !smaller.containsKey(what)
              ? ""
              : String.format(Locale.ROOT, "  %.2f", p95 / percentile(smaller.get(what), 0.95));
      System.out.printf(
          Locale.ROOT, "%-44s %9.2f %9.2f%s%n", what, percentile(samples, 0.5), p95, growth);
    });
  }

  private static double percentile(double[] samples, double share) {
    double[] sorted = Arrays.copyOf(samples, samples.length);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
