package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.LlamaOptions.CacheType;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out with which options a model is fastest on this machine, by trying: one kind of option
 * after the other, each with the best of those before. Single use; {@link #cancel} may come from
 * any thread.
 */
public final class LlamaTuner {
  /** Another choice must be so much faster, or it is chance. */
  private static final double WORTH = 0.97;

  private static final int CONTEXT_TOKENS = 1_024;
  private static final int PROMPT_TOKENS = 512;
  private static final int SHORT_PROMPT_TOKENS = 128;
  private static final int STEP_TOKENS = 4;
  private static final int MOST_STEPS = 64;
  private static final int FEWEST_STEPS = 3;
  private static final long STEPS_NANOS = 500_000_000;
  private static final double SLOW_READING = 150;

  /** A posting, and what an answer to it takes. */
  private static final double TYPICAL_PROMPT_TOKENS = 700;

  private static final double TYPICAL_STEPS = 40;

  private final Path file;
  private final LlamaOptions base;
  private final Duration limit;
  private volatile boolean cancelled;
  private @Nullable LlamaContext running;

  /**
   * A choice that was tried.
   *
   * @param readTokensPerSecond how fast a prompt was read
   * @param stepsPerSecond how many batches of {@value #STEP_TOKENS} tokens were written behind it
   */
  public record Trial(LlamaTuning tuning, double readTokensPerSecond, double stepsPerSecond) {

    /** What a posting of 700 tokens and an answer in 40 steps would take. */
    public Duration typicalAnalysis() {
      return Duration.ofMillis(Math.round(readMillis() + writeMillis()));
    }

    double readMillis() {
      return TYPICAL_PROMPT_TOKENS / readTokensPerSecond * 1_000;
    }

    double writeMillis() {
      return TYPICAL_STEPS / stepsPerSecond * 1_000;
    }
  }

  /** Hears of each trial. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A trial has ended.
     *
     * @param done how many have
     * @param total how many there will be at most
     */
    void onTrial(int done, int total, Trial trial);
  }

  /**
   * @param base the options that are not tuned, such as the layers on a GPU
   * @param limit how long it may take, loading left out; no trial begins after that
   */
  public LlamaTuner(Path file, LlamaOptions base, Duration limit) {
    this.file = file;
    this.base = base.withContexts(1).withContextTokens(CONTEXT_TOKENS);
    this.limit = limit;
  }

  /** Has {@link #run} end soon. */
  public synchronized void cancel() {
    cancelled = true;
    if (running != null) {
      running.abort();
    }
  }

  private synchronized void runs(@Nullable LlamaContext context) {
    running = context;
  }

  /**
   * Tries.
   *
   * @return the best; empty if it was cancelled
   * @throws LlmException.ModelUnavailable if the model cannot be used
   */
  public Optional<Trial> run(Listener listener) {
    NativeFolder natives = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    try (LlamaModel model =
        LlamaModel.load(library, GgufFile.read(file), base, fraction -> !cancelled)) {
      return model == null ? Optional.empty() : new Trials(model, listener).best();
    }
  }

  /** The thread counts that are tried: one, then in growing steps to all cores. */
  static List<Integer> threadCounts(int cores) {
    TreeSet<Integer> counts = new TreeSet<>(List.of(1, cores, Math.max(1, cores - 1)));
    for (int count = 2; count < cores; count *= 2) {
      counts.add(count);
    }
    return List.copyOf(counts.descendingSet());
  }

  /** Thrown when a trial was cancelled. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }

  /** The trials over one model. */
  private final class Trials {
    private final LlamaModel model;
    private final Listener listener;
    private final long end = System.nanoTime() + limit.toNanos();
    private final List<Integer> threads = threadCounts(ProcessorCores.physical());
    private final int total = threads.size() + 5;
    private int promptTokens = SHORT_PROMPT_TOKENS;
    private int done;

    Trials(LlamaModel model, Listener listener) {
      this.model = model;
      this.listener = listener;
    }

    Optional<Trial> best() {
      try {
        LlamaTuning start = LlamaTuning.of(LlamaOptions.defaults()).withThreads(threads.getFirst());
        // The first decode of a process also fetches the weights from the disk.
        Trial warm = measure(start);
        promptTokens =
            warm.readTokensPerSecond() < SLOW_READING ? SHORT_PROMPT_TOKENS : PROMPT_TOKENS;
        Trial best = threads(start);
        for (LlamaTuning other : others(best.tuning())) {
          if (System.nanoTime() < end) {
            best = better(best, triedOr(best, other));
          }
        }
        for (int batchTokens : new int[] {128, 256}) {
          if (batchTokens < promptTokens && System.nanoTime() < end) {
            best = better(best, trial(best.tuning().withBatchTokens(batchTokens)));
          }
        }
        return Optional.of(best);
      } catch (Stopped e) {
        return Optional.empty();
      }
    }

    /** Writing and reading may want different numbers of threads. */
    private Trial threads(LlamaTuning start) {
      List<Trial> trials = new ArrayList<>();
      for (int count : threads) {
        if (trials.isEmpty() || System.nanoTime() < end) {
          trials.add(trial(start.withThreads(count)));
        }
      }
      Trial writes = trials.getFirst();
      Trial reads = trials.getFirst();
      for (Trial trial : trials) {
        writes = trial.writeMillis() < writes.writeMillis() * WORTH ? trial : writes;
        reads = trial.readMillis() < reads.readMillis() * WORTH ? trial : reads;
      }
      return new Trial(
          start.withThreads(writes.tuning().threads(), reads.tuning().batchThreads()),
          reads.readTokensPerSecond(),
          writes.stepsPerSecond());
    }

    private List<LlamaTuning> others(LlamaTuning tuning) {
      return List.of(
          tuning.withAttention(FlashAttention.OFF, CacheType.F16),
          tuning.withAttention(FlashAttention.ON, CacheType.F16),
          tuning.withAttention(FlashAttention.ON, CacheType.Q8_0));
    }

    private static Trial better(Trial best, Trial other) {
      double before = best.readMillis() + best.writeMillis();
      return other.readMillis() + other.writeMillis() < before * WORTH ? other : best;
    }

    /** Not every model can have every kind of attention and cache. */
    private Trial triedOr(Trial otherwise, LlamaTuning tuning) {
      try {
        return trial(tuning);
      } catch (LlmException.ModelUnavailable e) {
        return otherwise;
      }
    }

    private Trial trial(LlamaTuning tuning) {
      Trial trial = measure(tuning);
      done++;
      listener.onTrial(done, total, trial);
      return trial;
    }

    private Trial measure(LlamaTuning tuning) {
      LlamaContext context = model.openContext(tuning.over(base));
      runs(context);
      try {
        return measure(tuning, context);
      } finally {
        runs(null);
        context.close();
      }
    }

    private Trial measure(LlamaTuning tuning, LlamaContext context) {
      int[] tokens =
          new Random(1)
              .ints(promptTokens, 0, Math.min(model.vocabulary().size(), 20_000))
              .toArray();
      PromptPlan plan = PromptPlan.of(tokens, PromptPlan.SHORTEST_PIECE, context.batchTokens());
      long start = System.nanoTime();
      if (cancelled || context.read(plan, false, (read, all) -> {}) < 0) {
        throw new Stopped();
      }
      double readSeconds = (System.nanoTime() - start) / 1e9;
      int[] step = Arrays.copyOf(tokens, STEP_TOKENS);
      long written = System.nanoTime();
      int steps = 0;
      while (steps < FEWEST_STEPS
          || (steps < MOST_STEPS && System.nanoTime() - written < STEPS_NANOS)) {
        if (cancelled || !context.write(step)) {
          throw new Stopped();
        }
        steps++;
      }
      double writeSeconds = (System.nanoTime() - written) / 1e9;
      return new Trial(tuning, promptTokens / readSeconds, steps / writeSeconds);
    }
  }
}
