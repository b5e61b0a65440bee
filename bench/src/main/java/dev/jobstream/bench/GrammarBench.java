package dev.jobstream.bench;

import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.llamacpp.GrammarCost;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.tracker.PostingAnalyzer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs to hold an answer to the posting's schema. */
@Command(
    name = "grammar",
    mixinStandardHelpOptions = true,
    description = {
      "Writes invented answers token by token and prints what the grammar adds to a token's time: where it admits what the model prefers, and where it refuses each preferred token, so that the whole vocabulary is looked at.",
      "Ends with 1 if that is more than 3 % or 15 % of the time that the model takes."
    })
final class GrammarBench implements Callable<Integer> {
  private static final double MOST_ADMITTED = 0.03;
  private static final double MOST_REFUSED = 0.15;
  private static final int PROMPT_TOKENS = 512;

  @Mixin private BenchModel model = new BenchModel();

  @Option(
      names = "--answers",
      defaultValue = "3",
      description = "How many answers. Default ${DEFAULT-VALUE}.")
  int answers;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Threads of the model; 0, the default, means the physical cores.")
  int threads;

  @Option(
      names = "--without-quotes",
      description = "Have the fields that quote be any text, not words of the posting.")
  boolean withoutQuotes;

  @Override
  public Integer call() throws IOException {
    System.out.println(BenchModel.machine());
    // The first answers are for the compiler to warm up.
    List<BenchPosting> postings = PostingSet.all().subList(0, answers + 1);
    PostingAnalyzer.Options asked = OurExtraction.WHOLE_FORM.withQuotes(!withoutQuotes);
    List<ResponseFormat.JsonSchema> formats =
        postings.stream()
            .map(posting -> OurExtraction.request(posting, asked).responseFormat())
            .map(ResponseFormat.JsonSchema.class::cast)
            .toList();
    LlamaOptions options =
        LlamaOptions.defaults().withContextTokens(2_048).withThreads(threads, threads);
    List<String> written = postings.stream().map(BenchPosting::answer).toList();
    GrammarCost cost = GrammarCost.measure(model.path(), options, formats, written, PROMPT_TOKENS);
    int counted = cost.decodeNanos().size() * answers / (answers + 1);
    double all = sum(cost.decodeNanos(), counted);
    double decode = median(cost.decodeNanos(), counted);
    double free = median(cost.freeNanos(), counted);
    double admitted = (median(cost.admittedNanos(), counted) - free) / decode;
    double refused = (median(cost.refusedNanos(), counted) - free) / decode;
    System.out.printf(
        Locale.ROOT,
        "%,d tokens in the vocabulary, its tree built in %.2f s; medians of %,d tokens:%n",
        cost.vocabularyTokens(),
        cost.treeNanos() / 1e9,
        counted);
    System.out.printf(Locale.ROOT, "the model %.2f ms a token, choosing %.3f ms%n", decode, free);
    System.out.printf(
        Locale.ROOT,
        "the grammar adds %.2f %% where it admits, %.2f %% where it refuses%n",
        100 * admitted,
        100 * refused);
    System.out.printf(
        Locale.ROOT,
        "of all these tokens' time %.2f %% and %.2f %%%n",
        100 * (sum(cost.admittedNanos(), counted) - sum(cost.freeNanos(), counted)) / all,
        100 * (sum(cost.refusedNanos(), counted) - sum(cost.freeNanos(), counted)) / all);
    return admitted > MOST_ADMITTED || refused > MOST_REFUSED ? 1 : 0;
  }

  /** The sum of the last values, in milliseconds. */
  private static double sum(List<Long> nanos, int last) {
    return nanos.subList(nanos.size() - last, nanos.size()).stream()
        .mapToDouble(value -> value / 1e6)
        .sum();
  }

  /** The median of the last values, in milliseconds. */
  private static double median(List<Long> nanos, int last) {
    return BenchModel.median(
        nanos.subList(nanos.size() - last, nanos.size()).stream()
            .mapToDouble(value -> value / 1e6)
            .toArray());
  }
}
