package dev.jobstream.bench;

import dev.jobstream.testsupport.ScriptedChatModel;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.web.WebOptions;
import dev.jobstream.web.WebParts;
import dev.jobstream.web.WebServer;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long pages take and how large they are, with many applications behind them. */
@Command(
    name = "pages",
    mixinStandardHelpOptions = true,
    description = {
      "Fills SQLite with invented applications of real length and asks for every page, one at a time,"
          + " round after round; prints the time from the connecting to the last byte, and the bytes"
          + " over the wire, compressed.",
      "The first time is that of a server that has just started. The processor's time is that of"
          + " server and asking together, whatever else the machine does. What a browser keeps,"
          + " styles and scripts, is counted apart."
    })
final class PagesBench implements Callable<Integer> {
  @Option(
      names = "--applications",
      defaultValue = "10000",
      description = "How many there are. Default ${DEFAULT-VALUE}.")
  int size;

  @Option(
      names = "--rounds",
      defaultValue = "200",
      description = "How often each page is asked for. Default ${DEFAULT-VALUE}.")
  int rounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(BenchModel.machine());
    Clock clock = Clock.systemUTC();
    try (BenchFolder folder = BenchFolder.create();
        Tracker tracker = folder.tracker(clock)) {
      FilledStore.fill(tracker, LocalDate.now(clock), size);
      System.out.printf(
          Locale.ROOT, "SQLite, %,d applications, %,d MB%n", size, folder.megabytes());
      WebParts parts =
          folder.webParts(tracker, ScriptedChatModel.answering("Hello."), clock, PagesBench::log);
      try (WebServer server = WebServer.start(WebOptions.defaults().withPort(0), parts);
          PageClient client = new PageClient(server.address())) {
        measure(client, pages(tracker));
      }
    }
    return 0;
  }

  private static void log(String line) {
    System.err.println(line);
  }

  private static Map<String, String> pages(Tracker tracker) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("Today", "/");
    pages.put("Board", "/board");
    pages.put("Board, more of a column", "/board/cards?stage=APPLIED");
    pages.put("Table", "/table");
    pages.put("Table, by company", "/table?sort=company");
    pages.put("Table, frequent word", "/table?q=team");
    pages.put("Table, frequent word by company", "/table?q=team&sort=company");
    pages.put("Table, while typing", "/table?q=skill%3Arust+deve&typing=1");
    pages.put("Table, 1,000 rows behind", "/table?sort=-updated&cursor=" + mark(tracker));
    pages.put("Application", "/applications/" + newest(tracker, null).items().getFirst().id());
    pages.put("Statistics", "/statistics");
    pages.put("Trash", "/trash");
    pages.put("Add", "/add");
    pages.put("Lab", "/lab");
    return pages;
  }

  private static String mark(Tracker tracker) {
    String mark = null;
    for (int i = 0; i < 5; i++) {
      mark = newest(tracker, mark).next();
    }
    return Objects.requireNonNullElse(mark, "");
  }

  private static Page<JobApplication> newest(Tracker tracker, @Nullable String after) {
    return tracker
        .applications()
        .search(
            SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.UPDATED, true)),
            PageRequest.first(200).after(after));
  }

  private void measure(PageClient client, Map<String, String> pages)
      throws IOException, InterruptedException {
    Map<String, double[]> times = new LinkedHashMap<>();
    Map<String, Double> firsts = new LinkedHashMap<>();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      firsts.put(page.getKey(), client.get(page.getValue()).millis());
      times.put(page.getKey(), new double[rounds]);
    }
    // As many before, which compiles what is often run.
    for (int round = -rounds; round < rounds; round++) {
      for (Map.Entry<String, String> page : pages.entrySet()) {
        double millis = client.get(page.getValue()).millis();
        if (round >= 0) {
          Objects.requireNonNull(times.get(page.getKey()))[round] = millis;
        }
      }
    }
    System.out.printf(
        "%-34s %9s %9s %9s %9s %9s %9s%n",
        "", "first ms", "p50 ms", "p95 ms", "CPU ms", "page kB", "kept kB");
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Samples samples = Samples.of(Objects.requireNonNull(times.get(page.getKey())));
      System.out.printf(
          Locale.ROOT,
          "%-34s %9.1f %9.2f %9.2f %9.2f %9.1f %9.1f%n",
          page.getKey(),
          firsts.get(page.getKey()),
          samples.median(),
          samples.p95(),
          processorMillis(client, page.getValue()),
          client.get(page.getValue()).wireBytes() / 1e3,
          client.assetBytes(page.getValue()) / 1e3);
    }
  }

  /** What a page takes of the processor, the asking included, whatever else the machine does. */
  private double processorMillis(PageClient client, String path) throws IOException {
    long begin = BenchClock.CPU.nanos();
    for (int round = 0; round < rounds; round++) {
      client.get(path);
    }
    return (BenchClock.CPU.nanos() - begin) / 1e6 / rounds;
  }
}
