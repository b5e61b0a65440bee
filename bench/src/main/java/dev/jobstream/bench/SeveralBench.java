package dev.jobstream.bench;

import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import dev.jobstream.tracker.PostingAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Several analyses at once, as the product runs them. */
@Command(
    name = "several",
    mixinStandardHelpOptions = true,
    description = {
      "Analyses invented postings all at once over one model, with one context and with more, and prints how long all of them took, and each until its last field.",
      "`bench together` tells what they could gain if they shared their batches."
    })
final class SeveralBench implements Callable<Integer> {
  @Mixin private BenchModel model = new BenchModel();

  @Option(
      names = "--postings",
      defaultValue = "8",
      description = "How many. Default ${DEFAULT-VALUE}.")
  int postings;

  @Option(
      names = "--contexts",
      split = ",",
      defaultValue = "1,2,8",
      description =
          "How many run at once; the others wait for their turn. Default ${DEFAULT-VALUE}.")
  List<Integer> contexts = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    int most = contexts.stream().mapToInt(Integer::intValue).max().orElse(1);
    if (postings < 1
        || contexts.stream().anyMatch(n -> n < 1)
        || postings + most > PostingSet.SIZE) {
      throw new IllegalArgumentException(
          "The options `--postings` and `--contexts` must be 1 or more, and %d together at most."
              .formatted(PostingSet.SIZE));
    }
    System.out.println(BenchModel.machine());
    ExtractionSetup setup =
        new ExtractionSetup(
            model.path(), ProcessorCores.physical(), FlashAttention.AUTO, BenchClock.WALL);
    List<BenchPosting> set = PostingSet.all().subList(0, postings);
    System.out.printf(
        "%d postings at once %10s %16s %16s%n", postings, "all", "each, median", "each, longest");
    for (int count : contexts) {
      try (LlamaChatModel ours = setup.ours(count)) {
        // Loads, and puts the instructions into every context.
        atOnce(ours, PostingSet.all().subList(PostingSet.SIZE - count, PostingSet.SIZE));
        long start = System.nanoTime();
        double[] seconds = atOnce(ours, set);
        double all = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%d context%-9s %11.1f s %14.1f s %14.1f s%n",
            count,
            count == 1 ? "" : "s",
            all,
            BenchModel.median(seconds),
            Arrays.stream(seconds).max().orElseThrow());
      }
    }
    return 0;
  }

  /** Seconds until the last field of each. */
  private static double[] atOnce(LlamaChatModel model, List<BenchPosting> postings)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<OurExtraction.Run>> runs = new ArrayList<>();
      for (BenchPosting posting : postings) {
        runs.add(
            threads.submit(() ->
                OurExtraction.run(
                    model.withLevers(ExtractionBench.SHIPPED),
                    posting,
                    PostingAnalyzer.Options.defaults(),
                    BenchClock.WALL)));
      }
      double[] seconds = new double[runs.size()];
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = runs.get(i).get().times().lastMillis() / 1e3;
      }
      return seconds;
    }
  }
}
