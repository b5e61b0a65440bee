package dev.jobstream.llm.llamacpp;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model is run. Immutable; start from {@link #defaults}.
 *
 * @param contextTokens tokens of context; {@link #AUTO} means what the model was trained on, at
 *     most {@value #AUTO_CONTEXT_LIMIT}
 * @param batchTokens the most tokens of the prompt that are read in one native call; a text behind
 *     a beginning that prompts have in common is read in quarters of it, of 64 at least. Range 32
 *     to 4,096, default 512
 * @param threads threads that write; {@link #AUTO} means one a physical core, shared among the
 *     contexts, and a single one for weights under 100 MB
 * @param batchThreads threads that read the prompt; {@link #AUTO} means one a physical core, shared
 *     among the contexts
 * @param contexts how many generations run at once, each with a context and a thread of its own
 *     over the same weights. Range 1 to 64, default 1
 * @param queueCapacity how many requests may wait, for each of the contexts, before the next is
 *     refused as overloaded; all contexts have one queue. At least 1, default 32
 * @param gpuLayers layers to keep on a GPU where libraries for one are installed; a negative value,
 *     the default, means all
 * @param flashAttention whether attention is computed in the fused way; default {@link
 *     FlashAttention#AUTO}
 * @param cacheType how the context's cache is stored; default {@link CacheType#F16}. {@link
 *     CacheType#Q8_0} takes half the memory and needs flash attention
 * @param levers what is done to write an answer in fewer steps; null, the default, means what pays
 *     for the model and changes no answer
 * @param parallelProperties whether {@link Lever#PARALLEL_PROPERTIES} is among what pays, for
 *     models that are not small; default false, since it changes answers
 * @param prefixFolder where to keep what was computed of prompts' beginnings that are common to
 *     many requests ({@link dev.jobstream.llm.ChatRequest#commonBeginning}), at most 512 MB; null,
 *     the default, means nowhere
 */
public record LlamaOptions(
    int contextTokens,
    int batchTokens,
    int threads,
    int batchThreads,
    int contexts,
    int queueCapacity,
    int gpuLayers,
    FlashAttention flashAttention,
    CacheType cacheType,
    @Nullable Set<Lever> levers,
    boolean parallelProperties,
    @Nullable Path prefixFolder) {

  /** The value of a number that is chosen by the machine and the model. */
  public static final int AUTO = 0;

  /** The most tokens of context that are taken without being asked for. */
  public static final int AUTO_CONTEXT_LIMIT = 8_192;

  /** Whether attention is computed in the fused way, which is faster on GPUs. */
  public enum FlashAttention {
    /** As llama.cpp chooses. */
    AUTO,
    OFF,
    ON;

    /** The number that stands for it in the bindings. */
    public int code() {
      return switch (this) {
        case AUTO -> -1;
        case OFF -> 0;
        case ON -> 1;
      };
    }
  }

  /** How the numbers of a context's cache are stored. */
  public enum CacheType {
    F16,
    Q8_0;

    /** The number that stands for it in the bindings: a {@code ggml_type}. */
    public int code() {
      return switch (this) {
        case F16 -> 1;
        case Q8_0 -> 8;
      };
    }
  }

  private static final LlamaOptions DEFAULTS =
      new LlamaOptions(
          AUTO, 512, AUTO, AUTO, 1, 32, -1, FlashAttention.AUTO, CacheType.F16, null, false, null);

  public LlamaOptions {
    check(
        contextTokens == AUTO || contextTokens >= 16, "contextTokens", contextTokens, "16 or more");
    check(batchTokens >= 32 && batchTokens <= 4_096, "batchTokens", batchTokens, "32 to 4,096");
    check(threads >= 0 && threads <= 512, "threads", threads, "0 to 512");
    check(batchThreads >= 0 && batchThreads <= 512, "batchThreads", batchThreads, "0 to 512");
    check(contexts >= 1 && contexts <= 64, "contexts", contexts, "1 to 64");
    levers = levers == null ? null : Set.copyOf(levers);
    check(queueCapacity >= 1, "queueCapacity", queueCapacity, "1 or more");
  }

  public static LlamaOptions defaults() {
    return DEFAULTS;
  }

  public LlamaOptions withContextTokens(int value) {
    return new LlamaOptions(
        value,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        parallelProperties,
        prefixFolder);
  }

  public LlamaOptions withBatchTokens(int value) {
    return new LlamaOptions(
        contextTokens,
        value,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        parallelProperties,
        prefixFolder);
  }

  /** The same with thread counts for writing and for reading the prompt. */
  public LlamaOptions withThreads(int writing, int reading) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        writing,
        reading,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        parallelProperties,
        prefixFolder);
  }

  public LlamaOptions withContexts(int value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        value,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        parallelProperties,
        prefixFolder);
  }

  public LlamaOptions withQueueCapacity(int value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        value,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        parallelProperties,
        prefixFolder);
  }

  public LlamaOptions withFlashAttention(FlashAttention value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        value,
        cacheType,
        levers,
        parallelProperties,
        prefixFolder);
  }

  public LlamaOptions withCacheType(CacheType value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        value,
        levers,
        parallelProperties,
        prefixFolder);
  }

  /** The same with exactly these levers. */
  public LlamaOptions withLevers(Set<Lever> value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        value,
        parallelProperties,
        prefixFolder);
  }

  /**
   * The same with independent properties written at the same time, or not, as far as levers are
   * chosen by what pays.
   */
  public LlamaOptions withParallelProperties(boolean value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        value,
        prefixFolder);
  }

  /** The same with a folder for what was computed of common beginnings. */
  public LlamaOptions withPrefixFolder(Path value) {
    return new LlamaOptions(
        contextTokens,
        batchTokens,
        threads,
        batchThreads,
        contexts,
        queueCapacity,
        gpuLayers,
        flashAttention,
        cacheType,
        levers,
        parallelProperties,
        value);
  }

  private static void check(boolean valid, String name, int value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(
          "The option `%s` is `%d`; it must be %s.".formatted(name, value, range));
    }
  }
}
