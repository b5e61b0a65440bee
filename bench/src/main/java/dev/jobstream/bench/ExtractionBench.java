package dev.jobstream.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.llamacpp.DecodingCounts;
import dev.jobstream.llm.llamacpp.Lever;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import dev.jobstream.llm.llamacpp.SchemaGrammar;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import dev.jobstream.tracker.PostingAnalyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final int CONTEXT_TOKENS = 4_096;
  private static final int BATCH_TOKENS = 512;
  private static final String OTHER_POSTING = "A baker is wanted.";
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
      measure(file);
    }
    for (BenchModel.Shape shape : BenchModel.Shape.values()) {
      if (shapes.isEmpty()
          ? files.isEmpty() && shape != BenchModel.Shape.TINY
          : shapes.contains(shape.billions)) {
        measure(shape.path());
      }
    }
    return 0;
  }

  private void measure(Path file) throws IOException {
    List<BenchPosting> set = PostingSet.all();
    Map<String, BenchPosting> byText = new HashMap<>();
    set.forEach(posting -> byText.put(posting.text(), posting));
    LlamaOptions options =
        LlamaOptions.defaults()
            .withContextTokens(CONTEXT_TOKENS)
            .withBatchTokens(BATCH_TOKENS)
            .withThreads(threads, threads)
            .withFlashAttention(flashAttention);
    ResponseFormat.JsonSchema schema =
        (ResponseFormat.JsonSchema)
            OurExtraction.request(set.getFirst(), OurExtraction.WHOLE_FORM).responseFormat();
    ExtractionTable table = new ExtractionTable();
    try (PlainLoop plain =
            new PlainLoop(file, SchemaGrammar.toGbnf(schema.schema()), settings(), clock);
        NodeLlamaCpp node = withoutNode ? null : node(file, schema.schema());
        LlamaChatModel ours =
            LlamaChatModel.replaying(
                file,
                options,
                request -> {
                  BenchPosting posting = byText.get(request.messages().getLast().text());
                  return posting == null ? "" : OurExtraction.script(request, posting);
                })) {
      List<ExtractionTask> tasks = ExtractionTask.of(set, plain);
      System.out.println(
          String.format(
              Locale.ROOT,
              "model %s, %d threads, context %d, flash attention %s; postings of %d to %d tokens, answers of %d to %d",
              file.getFileName(),
              threads,
              CONTEXT_TOKENS,
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
        table.add("node-llama-cpp, cold", node.run(task, true, false), DecodingCounts.NONE);
      }
      plain.forget();
      table.add("plain loop, cold", plain.run(task, true), DecodingCounts.NONE);
    }
    Set<Lever> shipped = EnumSet.complementOf(EnumSet.of(Lever.PARALLEL_PROPERTIES));
    Set<Lever> all = EnumSet.allOf(Lever.class);
    Ours rows = new Ours(table, ours, task);
    rows.kept("ours", shipped, DEFAULTS);
    rows.prewarmed("ours, prewarmed", shipped, DEFAULTS);
    rows.kept("ours, fields at once", all, DEFAULTS);
    rows.prewarmed("ours, at once, prewarmed", all, DEFAULTS);
    if (!few) {
      rows.kept("ours, facts asked", shipped, OurExtraction.WHOLE_FORM);
      rows.prewarmed("ours, asked, prewarmed", shipped, OurExtraction.WHOLE_FORM);
      rows.kept("ours, no quotations", shipped, DEFAULTS.withQuotes(false));
      for (Lever lever : shipped) {
        Set<Lever> others = EnumSet.copyOf(shipped);
        others.remove(lever);
        rows.kept("ours, " + lever + " off", others, DEFAULTS);
      }
      rows.kept("ours, all these off", EnumSet.noneOf(Lever.class), OurExtraction.WHOLE_FORM);
    }
  }

  private static void peers(
      ExtractionTask task, PlainLoop plain, @Nullable NodeLlamaCpp node, ExtractionTable table) {
    if (node != null) {
      table.add("node-llama-cpp", node.run(task, true, true), DecodingCounts.NONE);
    }
    table.add("plain loop", plain.run(task, true), DecodingCounts.NONE);
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

    /** With the instructions in the cache, and another posting behind them. */
    void kept(String row, Set<Lever> levers, PostingAnalyzer.Options options) {
      OurExtraction.prewarm(model, OTHER_POSTING);
      run(row, levers, options);
    }

    /** With the posting in the cache, too. */
    void prewarmed(String row, Set<Lever> levers, PostingAnalyzer.Options options) {
      OurExtraction.prewarm(model, task.posting().text());
      run(row, levers, options);
    }

    private void run(String row, Set<Lever> levers, PostingAnalyzer.Options options) {
      DecodingCounts before = model.counts();
      Extraction run = OurExtraction.run(model.withLevers(levers), task.posting(), options, clock);
      table.add(row, run, model.counts().since(before));
    }
  }

  private ContextFunctions.Settings settings() {
    return new ContextFunctions.Settings(
        CONTEXT_TOKENS,
        BATCH_TOKENS,
        threads,
        threads,
        flashAttention.code(),
        LlamaOptions.CacheType.F16.code(),
        1,
        1);
  }

  private NodeLlamaCpp node(Path file, String schema) throws IOException {
    ObjectNode setup = new JsonMapper().createObjectNode();
    setup.put("model", file.toAbsolutePath().toString()).put("threads", threads);
    setup.put("cpu", clock == BenchClock.CPU);
    setup.put("contextTokens", CONTEXT_TOKENS).put("batchTokens", BATCH_TOKENS);
    switch (flashAttention) {
      case AUTO -> setup.put("flashAttention", "auto");
      case OFF -> setup.put("flashAttention", false);
      case ON -> setup.put("flashAttention", true);
    }
    setup.set("schema", new JsonMapper().readTree(schema));
    String project = System.getProperty("jobstream.project", ".");
    return new NodeLlamaCpp(Path.of(project, "bench", "node-llama-cpp"), setup);
  }
}
