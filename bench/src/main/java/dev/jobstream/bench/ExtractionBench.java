package dev.jobstream.bench;

import dev.jobstream.bench.ExtractionMemory.Contestant;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.llamacpp.DecodingCounts;
import dev.jobstream.llm.llamacpp.Lever;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import dev.jobstream.tracker.PostingAnalyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the click to the last field, beside a plain loop and node-llama-cpp. */
@Command(
    name = "extraction",
    mixinStandardHelpOptions = true,
    description = {
      "Analyses invented postings, each by all contestants in turn, and prints how long it took until the first and the last field was there.",
      "Every contestant is made to write the same answer: the logit of its next token is raised after the model computed it; sampling and grammar then do all their work."
    })
final class ExtractionBench implements Callable<Integer> {
  /** What a general model has. */
  static final Set<Lever> SHIPPED =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Lever.PARALLEL_PROPERTIES)));

  /** Long enough that the instructions before it are kept. */
  private static final String OTHER_POSTING = "A baker is wanted. ".repeat(40);

  private static final PostingAnalyzer.Options DEFAULTS = PostingAnalyzer.Options.defaults();

  @Option(
      names = "--gguf",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Models whose chat template is ChatML without thinking.")
  List<Path> files = List.of();

  @Option(
      names = "--shape",
      paramLabel = "BILLIONS",
      split = ",",
      description =
          "Random weights in the shape of qwen3: 0.6, 1.7, 4; or tiny, with the same vocabulary, for counts alone. Default: the first three, or none if --gguf is given.")
  List<String> shapes = List.of();

  @Option(
      names = "--postings",
      defaultValue = "30",
      description = "How many of the 30 postings. Default ${DEFAULT-VALUE}.")
  int postings;

  @Option(names = "--without-node", description = "Leave node-llama-cpp out.")
  boolean withoutNode;

  @Option(
      names = "--few",
      description = "Only the rows that compare with others, none with a lever off.")
  boolean few;

  @Option(
      names = "--minutes",
      defaultValue = "600",
      description =
          "Begin no posting after so many minutes with a model. Default ${DEFAULT-VALUE}.")
  double minutes;

  @Option(names = "--cold", description = "Add rows without any cache.")
  boolean cold;

  @Option(
      names = "--flash-attention",
      defaultValue = "AUTO",
      description = "For every contestant: ${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
  FlashAttention flashAttention = FlashAttention.AUTO;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "For every contestant; 0, the default, means the physical cores.")
  int threads;

  @Option(
      names = "--clock",
      defaultValue = "WALL",
      description =
          "${COMPLETION-CANDIDATES}. CPU tells the work instead of the time, for machines that are busy; use it with --threads 1. Default ${DEFAULT-VALUE}.")
  BenchClock clock = BenchClock.WALL;

  @Override
  public Integer call() throws IOException {
    if (threads == 0) {
      threads = ProcessorCores.physical();
    }
    System.out.println(BenchModel.machine());
    for (Path file : files) {
      measure(setup(file));
    }
    for (BenchModel.Shape shape : BenchModel.Shape.values()) {
      if (shapes.isEmpty()
          ? files.isEmpty() && shape != BenchModel.Shape.TINY
          : shapes.contains(shape.billions)) {
        measure(setup(shape.path()));
      }
    }
    return 0;
  }

  private ExtractionSetup setup(Path file) {
    return new ExtractionSetup(file, threads, flashAttention, clock);
  }

  private void measure(ExtractionSetup setup) throws IOException {
    ExtractionTable table = new ExtractionTable();
    ExtractionTask longest;
    try (PlainLoop plain = setup.plain();
        NodeLlamaCpp node = withoutNode ? null : setup.node();
        LlamaChatModel ours = setup.ours(1)) {
      List<ExtractionTask> tasks = ExtractionTask.of(PostingSet.all(), plain);
      longest = Collections.max(tasks, Comparator.comparingInt(task -> task.prompt().size()));
      System.out.println(
          String.format(
              Locale.ROOT,
              "model %s, %d threads, context %d, flash attention %s; postings of %d to %d tokens, answers of %d to %d",
              setup.file().getFileName(),
              threads,
              ExtractionSetup.CONTEXT_TOKENS,
              flashAttention,
              tasks.stream().mapToInt(t -> t.prompt().size() - t.fixed()).min().orElse(0),
              tasks.stream().mapToInt(t -> t.prompt().size() - t.fixed()).max().orElse(0),
              tasks.stream().mapToInt(t -> t.answer().size()).min().orElse(0),
              tasks.stream().mapToInt(t -> t.answer().size()).max().orElse(0)));
      // Loads and warms up, with another posting than the first to be counted.
      peers(tasks.getLast(), plain, node, new ExtractionTable());
      OurExtraction.run(ours, tasks.getLast().posting(), DEFAULTS, clock);
      OurExtraction.run(
          ours.withLevers(EnumSet.allOf(Lever.class)), tasks.getLast().posting(), DEFAULTS, clock);
      long end = System.nanoTime() + Math.round(minutes * 60e9);
      for (int i = 0; i < Math.min(postings, tasks.size()) && System.nanoTime() < end; i++) {
        round(tasks.get(i), plain, node, ours, table);
        System.err.print(".");
      }
      System.err.println();
    }
    table.print();
    System.out.print("MB of memory at most, each alone with the longest posting:");
    for (Contestant contestant : Contestant.values()) {
      if (contestant != Contestant.NODE_LLAMA_CPP || !withoutNode) {
        long bytes = ExtractionMemory.peakBytes(contestant, setup, longest);
        System.out.printf(Locale.ROOT, " %s %,d", contestant.label, bytes / 1_000_000);
      }
    }
    System.out.println();
  }

  private void round(
      ExtractionTask task,
      PlainLoop plain,
      @Nullable NodeLlamaCpp node,
      LlamaChatModel ours,
      ExtractionTable table) {
    peers(task, plain, node, table);
    if (cold) {
      if (node != null) {
        table.add(
            "node-llama-cpp" + ExtractionTable.COLD, node.run(task, false), DecodingCounts.NONE);
      }
      plain.forget();
      table.add("plain loop" + ExtractionTable.COLD, plain.run(task), DecodingCounts.NONE);
    }
    Set<Lever> all = EnumSet.allOf(Lever.class);
    Ours rows = new Ours(table, ours, task);
    if (cold) {
      rows.cold("ours" + ExtractionTable.COLD, SHIPPED, DEFAULTS);
    }
    rows.kept("ours", SHIPPED, DEFAULTS);
    rows.prewarmed("ours, prewarmed", SHIPPED, DEFAULTS);
    rows.kept("ours, fields at once", all, DEFAULTS);
    rows.prewarmed("ours, at once, prewarmed", all, DEFAULTS);
    if (!few) {
      rows.kept("ours, facts asked", SHIPPED, OurExtraction.WHOLE_FORM);
      rows.prewarmed("ours, asked, prewarmed", SHIPPED, OurExtraction.WHOLE_FORM);
      rows.kept("ours, no quotations", SHIPPED, DEFAULTS.withQuotes(false));
      for (Lever lever : SHIPPED) {
        Set<Lever> others = EnumSet.copyOf(SHIPPED);
        others.remove(lever);
        rows.kept("ours, " + lever + " off", others, DEFAULTS);
      }
      rows.kept("ours, all these off", EnumSet.noneOf(Lever.class), OurExtraction.WHOLE_FORM);
    }
  }

  private static void peers(
      ExtractionTask task, PlainLoop plain, @Nullable NodeLlamaCpp node, ExtractionTable table) {
    if (node != null) {
      table.add("node-llama-cpp", node.run(task, true), DecodingCounts.NONE);
    }
    table.add("plain loop", plain.run(task), DecodingCounts.NONE);
  }

  /** Rows of ours for a posting. */
  private final class Ours {
    private final ExtractionTable table;
    private final LlamaChatModel model;
    private final ExtractionTask task;

    Ours(ExtractionTable table, LlamaChatModel model, ExtractionTask task) {
      this.table = table;
      this.model = model;
      this.task = task;
    }

    /** With nothing of the prompt in the cache. */
    void cold(String row, Set<Lever> levers, PostingAnalyzer.Options options) {
      try (ChatStream stream = model.prewarm(ChatRequest.of(OTHER_POSTING))) {
        stream.run(event -> {});
      }
      run(row, levers, options, 0);
    }

    /** With the instructions in the cache, and another posting behind them. */
    void kept(String row, Set<Lever> levers, PostingAnalyzer.Options options) {
      OurExtraction.prewarm(model, OTHER_POSTING);
      run(row, levers, options, task.fixed());
    }

    /** With the posting in the cache, too. */
    void prewarmed(String row, Set<Lever> levers, PostingAnalyzer.Options options) {
      OurExtraction.prewarm(model, task.posting().text());
      run(row, levers, options, task.prompt().size());
    }

    private void run(String row, Set<Lever> levers, PostingAnalyzer.Options options, int cached) {
      DecodingCounts before = model.counts();
      OurExtraction.Run run =
          OurExtraction.run(model.withLevers(levers), task.posting(), options, clock);
      if (run.usage().cachedPromptTokens() != cached) {
        throw new IllegalStateException(
            "%,d of the prompt's tokens were in the cache for the row `%s` instead of %,d."
                .formatted(run.usage().cachedPromptTokens(), row, cached));
      }
      table.add(row, run.times(), model.counts().since(before));
    }
  }
}
