package dev.jobstream.bench;

import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.NativeFolder;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import dev.jobstream.llm.llamacpp.bindings.Batch;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What several analyses at once could gain if they shared each batch. */
@Command(
    name = "together",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long a posting takes to read, and how long batches take that bring one answer on, or eight, and prints how much sooner eight postings would be done together than one after the other.",
      "It is a bound from above: all answers stand behind one posting, so that its cache is held once, and nothing is counted for choosing tokens."
    })
final class TogetherBench implements Callable<Integer> {
  private static final int ANSWERS = 8;
  private static final int BATCH_TOKENS = 512;
  private static final int MOST_DRAFTS = BATCH_TOKENS / ANSWERS;

  @Mixin private BenchModel model = new BenchModel();

  @Option(
      names = "--prompt",
      defaultValue = "800",
      description = "Tokens of a posting. Default ${DEFAULT-VALUE}.")
  int promptTokens;

  @Option(
      names = "--batches",
      defaultValue = "40",
      description =
          "Batches that an answer takes as shipped (`bench extraction`). Default ${DEFAULT-VALUE}.")
  int batches;

  @Option(
      names = "--drafts",
      defaultValue = "3",
      description = "Tokens of one answer in such a batch. Default ${DEFAULT-VALUE}.")
  int drafts;

  @Option(
      names = "--steps",
      defaultValue = "185",
      description = "Tokens of an answer, for the plain way. Default ${DEFAULT-VALUE}.")
  int steps;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Times that each is measured. Default ${DEFAULT-VALUE}.")
  int rounds;

  @Override
  public Integer call() throws IOException {
    if (drafts < 1 || drafts > MOST_DRAFTS) {
      throw new IllegalArgumentException(
          "The option `--drafts` is `%d`; it must be 1 to %d.".formatted(drafts, MOST_DRAFTS));
    }
    System.out.println(BenchModel.machine());
    NativeFolder natives = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    MemorySegment weights = library.models().load(model.path(), -1, fraction -> true);
    if (weights.equals(MemorySegment.NULL)) {
      throw new IllegalArgumentException(
          "The model `%s` cannot be loaded.".formatted(model.path()));
    }
    int threads = ProcessorCores.physical();
    ContextFunctions.Settings settings =
        new ContextFunctions.Settings(
            promptTokens + ANSWERS * drafts + 64,
            BATCH_TOKENS,
            threads,
            threads,
            LlamaOptions.FlashAttention.AUTO.code(),
            LlamaOptions.CacheType.F16.code(),
            ANSWERS * drafts,
            ANSWERS);
    MemorySegment context = library.contexts().create(weights, settings);
    if (context.equals(MemorySegment.NULL)) {
      library.models().free(weights);
      throw new IllegalArgumentException("There is no room for so many tokens.");
    }
    try (Arena arena = Arena.ofConfined()) {
      Loop loop = new Loop(library.contexts(), context, new Batch(arena, BATCH_TOKENS));
      double read = median(loop::read);
      loop.share();
      double one = median(() -> loop.write(1, drafts));
      double eight = median(() -> loop.write(ANSWERS, drafts));
      double step = median(() -> loop.write(1, 1));
      double eightSteps = median(() -> loop.write(ANSWERS, 1));
      System.out.printf(
          Locale.ROOT, "%,d tokens read in %.0f ms; a batch takes, in ms:%n", promptTokens, read);
      System.out.printf(Locale.ROOT, "%-32s %8s %8s%n", "", "1 answer", "8 answers");
      System.out.printf(Locale.ROOT, "%-32s %8.1f %8.1f%n", "a token each", step, eightSteps);
      System.out.printf(Locale.ROOT, "%-32s %8.1f %8.1f%n", drafts + " tokens each", one, eight);
      System.out.printf(
          Locale.ROOT,
          "eight together at most: token by token (%d steps) %.2f times as soon, as shipped (%d batches) %.2f times, prewarmed %.2f times%n",
          steps,
          gain(read, step * steps, eightSteps * steps),
          batches,
          gain(read, one * batches, eight * batches),
          gain(0, one * batches, eight * batches));
    } finally {
      library.contexts().free(context);
      library.models().free(weights);
    }
    return 0;
  }

  private static double gain(double read, double one, double eight) {
    return ANSWERS * (read + one) / (ANSWERS * read + eight);
  }

  private double median(Runnable measured) {
    measured.run();
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      measured.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return BenchModel.median(millis);
  }

  /** A posting in the cache, and answers behind it. */
  private final class Loop {
    private final ContextFunctions contexts;
    private final MemorySegment context;
    private final MemorySegment memory;
    private final Batch batch;
    private final int[] tokens;

    Loop(ContextFunctions contexts, MemorySegment context, Batch batch) {
      this.contexts = contexts;
      this.context = context;
      this.memory = contexts.memory(context);
      this.batch = batch;
      this.tokens = new Random(1).ints(promptTokens + drafts, 0, 5_000).toArray();
    }

    void read() {
      contexts.clear(memory);
      for (int from = 0; from < promptTokens; from += batch.capacity()) {
        batch.clear();
        int end = Math.min(promptTokens, from + batch.capacity());
        for (int i = from; i < end; i++) {
          batch.add(tokens[i], i, 0, i == promptTokens - 1);
        }
        decode();
      }
    }

    void share() {
      for (int answer = 1; answer < ANSWERS; answer++) {
        contexts.copy(memory, 0, answer);
      }
    }

    void write(int answers, int each) {
      batch.clear();
      for (int answer = 0; answer < answers; answer++) {
        for (int i = 0; i < each; i++) {
          batch.add(tokens[promptTokens + i], promptTokens + i, answer, true);
        }
      }
      decode();
      for (int answer = 0; answer < answers; answer++) {
        contexts.removeFrom(memory, answer, promptTokens);
      }
    }

    private void decode() {
      int code = contexts.decode(context, batch);
      if (code != ContextFunctions.DECODED) {
        throw new IllegalStateException("llama_decode gave %d".formatted(code));
      }
      contexts.synchronize(context);
    }
  }
}
