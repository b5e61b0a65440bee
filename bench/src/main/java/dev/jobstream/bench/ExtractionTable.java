package dev.jobstream.bench;

import dev.jobstream.llm.llamacpp.DecodingCounts;
import dev.jobstream.llm.llamacpp.Lever;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A row a contestant: medians and 95th percentiles over the postings, and ratios. */
final class ExtractionTable {
  /** The end of the names of rows that are compared with each other alone. */
  static final String COLD = ", cold";

  private record Entry(Extraction run, DecodingCounts counts) {}

  private final Map<String, List<Entry>> rows = new LinkedHashMap<>();

  void add(String row, Extraction run, DecodingCounts counts) {
    rows.computeIfAbsent(row, name -> new ArrayList<>()).add(new Entry(run, counts));
  }

  /** Ratios are medians of the ratios to the first rows, posting by posting. */
  void print() {
    int postings = rows.values().stream().mapToInt(List::size).max().orElse(0);
    System.out.println(
        "%d postings: medians and 95th percentiles of times, means of counts".formatted(postings));
    List<String> peers =
        rows.keySet().stream()
            .filter(row -> !row.startsWith("ours") && !row.endsWith(COLD))
            .toList();
    StringBuilder head = new StringBuilder();
    head.append(
        String.format(
            "%-30s %8s %8s %8s %8s %8s %6s %6s %7s %7s %7s",
            "ms to the",
            "first",
            "p95",
            "last",
            "p95",
            "chosen",
            "forced",
            "pred.",
            "looked",
            "wrong",
            "batches"));
    peers.forEach(peer -> head.append("  / ").append(peer).append(" (first, last)"));
    System.out.println(head);
    rows.forEach((name, entries) -> {
      StringBuilder line = new StringBuilder();
      line.append(
          String.format(
              Locale.ROOT,
              "%-30s %8.0f %8.0f %8.0f %8.0f %8.0f %6.0f %6.0f %7.0f %7.0f %7.0f",
              name,
              percentile(entries, 0.5, entry -> entry.run().firstMillis()),
              percentile(entries, 0.95, entry -> entry.run().firstMillis()),
              percentile(entries, 0.5, entry -> entry.run().lastMillis()),
              percentile(entries, 0.95, entry -> entry.run().lastMillis()),
              mean(entries, entry -> entry.counts().chosen()),
              mean(entries, entry -> entry.counts().accepted(Lever.FORCED_TEXT)),
              mean(entries, entry -> entry.counts().accepted(Lever.PREDICTION)),
              mean(entries, entry -> entry.counts().accepted(Lever.PROMPT_LOOKUP)),
              mean(entries, entry -> entry.counts().refused()),
              mean(entries, entry -> entry.counts().batches())));
      for (String peer : peers) {
        String other = name.endsWith(COLD) ? peer + COLD : peer;
        List<Entry> others = rows.getOrDefault(other, List.of());
        line.append(
            String.format(
                Locale.ROOT,
                "  %.3f %.3f",
                ratio(entries, others, entry -> entry.run().firstMillis()),
                ratio(entries, others, entry -> entry.run().lastMillis())));
      }
      System.out.println(line);
    });
  }

  private static double percentile(
      List<Entry> entries, double share, ToDoubleFunction<Entry> value) {
    double[] sorted = entries.stream().mapToDouble(value).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static double mean(List<Entry> entries, ToDoubleFunction<Entry> value) {
    return entries.stream().mapToDouble(value).average().orElse(0);
  }

  private static double ratio(List<Entry> ours, List<Entry> theirs, ToDoubleFunction<Entry> value) {
    double[] ratios = new double[Math.min(ours.size(), theirs.size())];
    Arrays.setAll(
        ratios, i -> value.applyAsDouble(ours.get(i)) / value.applyAsDouble(theirs.get(i)));
    return BenchModel.median(ratios);
  }
}
