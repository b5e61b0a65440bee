package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.llamacpp.LlamaOptions.CacheType;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;

/**
 * The options of how a model is run that change its speed and nothing else, but for the last bits
 * of its numbers. Immutable; {@link LlamaTuner} finds the best ones.
 *
 * @param threads as {@link LlamaOptions#threads}
 * @param batchThreads as {@link LlamaOptions#batchThreads}
 * @param batchTokens as {@link LlamaOptions#batchTokens}
 * @param flashAttention as {@link LlamaOptions#flashAttention}
 * @param cacheType as {@link LlamaOptions#cacheType}
 */
public record LlamaTuning(
    int threads,
    int batchThreads,
    int batchTokens,
    FlashAttention flashAttention,
    CacheType cacheType) {

  /** What options say of it. */
  public static LlamaTuning of(LlamaOptions options) {
    return new LlamaTuning(
        options.threads(),
        options.batchThreads(),
        options.batchTokens(),
        options.flashAttention(),
        options.cacheType());
  }

  /** Options with all of this in place of theirs. */
  public LlamaOptions over(LlamaOptions options) {
    return options
        .withThreads(threads, batchThreads)
        .withBatchTokens(batchTokens)
        .withFlashAttention(flashAttention)
        .withCacheType(cacheType);
  }

  /**
   * Options with this wherever they are as {@link LlamaOptions#defaults} are. Several contexts
   * share the cores, so their threads stay as they are.
   */
  public LlamaOptions under(LlamaOptions options) {
    LlamaTuning defaults = of(LlamaOptions.defaults());
    LlamaTuning set = of(options);
    boolean alone = options.contexts() == 1;
    return new LlamaTuning(
            alone && set.threads == defaults.threads ? threads : set.threads,
            alone && set.batchThreads == defaults.batchThreads ? batchThreads : set.batchThreads,
            set.batchTokens == defaults.batchTokens ? batchTokens : set.batchTokens,
            set.flashAttention == defaults.flashAttention ? flashAttention : set.flashAttention,
            // A cache in 8 bits was found good with the flash attention that was tuned with it.
            set.cacheType == defaults.cacheType && set.flashAttention == defaults.flashAttention
                ? cacheType
                : set.cacheType)
        .over(options);
  }

  LlamaTuning withThreads(int both) {
    return new LlamaTuning(both, both, batchTokens, flashAttention, cacheType);
  }

  LlamaTuning withThreads(int writing, int reading) {
    return new LlamaTuning(writing, reading, batchTokens, flashAttention, cacheType);
  }

  LlamaTuning withBatchTokens(int value) {
    return new LlamaTuning(threads, batchThreads, value, flashAttention, cacheType);
  }

  LlamaTuning withAttention(FlashAttention attention, CacheType cache) {
    return new LlamaTuning(threads, batchThreads, batchTokens, attention, cache);
  }
}
