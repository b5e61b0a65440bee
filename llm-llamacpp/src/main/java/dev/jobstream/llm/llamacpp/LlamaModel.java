package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import dev.jobstream.llm.llamacpp.bindings.ModelFunctions;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model's weights in memory. Thread-safe but for {@link #close}; contexts opened from it must be
 * closed before.
 */
final class LlamaModel implements AutoCloseable {
  /**
   * In smaller models a token takes as long in a batch as on its own, for it is computed and not
   * fetched: what is decoded for nothing costs more than what is decoded ahead brings.
   */
  private static final long LARGE_BYTES = 100_000_000;

  private final LlamaLibrary library;
  private final GgufFile file;
  private final MemorySegment model;
  private final Map<String, Calibration> confidence;
  private final Vocabulary vocabulary;
  private final AtomicInteger openContexts = new AtomicInteger();
  private boolean closed;

  private LlamaModel(LlamaLibrary library, GgufFile file, MemorySegment model) {
    this.library = library;
    this.file = file;
    this.model = model;
    this.confidence = file.confidence();
    this.vocabulary = new Vocabulary(library.vocabularies(), library.models().vocabulary(model));
  }

  /**
   * Loads a model.
   *
   * @param progress told the fraction loaded; gives the load up by returning false
   * @return the model; null if the load was given up
   * @throws LlmException.ModelUnavailable if it cannot be loaded
   */
  static @Nullable LlamaModel load(
      LlamaLibrary library,
      GgufFile file,
      LlamaOptions options,
      ModelFunctions.LoadProgress progress) {
    checkMemory(file, contextTokens(file, options), options.contexts());
    library.clearLog();
    boolean[] givenUp = {false};
    MemorySegment model =
        library
            .models()
            .load(
                file.path(),
                options.gpuLayers(),
                fraction -> {
                  boolean goOn = progress.onProgress(fraction);
                  givenUp[0] |= !goOn;
                  return goOn;
                });
    if (model.equals(MemorySegment.NULL)) {
      if (givenUp[0]) {
        return null;
      }
      throw new LlmException.ModelUnavailable(
          "The model `%s` cannot be loaded: %s. Get the file anew, or use another model."
              .formatted(
                  file.path().getFileName(),
                  library.complaint().orElse("llama.cpp gave no reason")));
    }
    if (library.models().hasEncoder(model)) {
      library.models().free(model);
      throw new LlmException.ModelUnavailable(
          "The model `%s` has an encoder (architecture `%s`); only models that write text after text can chat. Use another model."
              .formatted(file.path().getFileName(), file.architecture()));
    }
    try {
      return new LlamaModel(library, file, model);
    } catch (RuntimeException | Error e) {
      library.models().free(model);
      throw e;
    }
  }

  /** The tokens of context that a model is opened with. */
  static int contextTokens(GgufFile file, LlamaOptions options) {
    if (options.contextTokens() != LlamaOptions.AUTO) {
      return options.contextTokens();
    }
    long trained = file.contextLength();
    return trained <= 0
        ? LlamaOptions.AUTO_CONTEXT_LIMIT
        : (int) Math.min(trained, LlamaOptions.AUTO_CONTEXT_LIMIT);
  }

  private static void checkMemory(GgufFile file, int contextTokens, int contexts) {
    long needed = file.weightBytes() + contexts * file.keyValueBytes(contextTokens);
    SystemMemory memory = SystemMemory.now();
    if (needed > memory.availableBytes()) {
      throw new LlmException.ModelUnavailable(
          "The model `%s` needs %s of memory with %,d tokens of context, and %s of %s are free. Use a smaller model, fewer tokens of context, or close other programs."
              .formatted(
                  file.path().getFileName(),
                  SystemMemory.humanBytes(needed),
                  contextTokens,
                  SystemMemory.humanBytes(memory.availableBytes()),
                  SystemMemory.humanBytes(memory.totalBytes())));
    }
  }

  GgufFile file() {
    return file;
  }

  /** How far its own probabilities are to be trusted, by property; empty if that is not known. */
  Map<String, Calibration> confidence() {
    return confidence;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  LlamaLibrary library() {
    return library;
  }

  MemorySegment vocabularyHandle() {
    return library.models().vocabulary(model);
  }

  /** True if the cache of this model cannot be rewound to any position. */
  boolean isRecurrent() {
    return library.models().isRecurrent(model);
  }

  /**
   * What makes this model write sooner: the same answers, unless properties may be written at the
   * same time.
   */
  Set<Lever> levers(boolean parallelProperties) {
    if (file.weightBytes() < LARGE_BYTES) {
      return Set.of();
    }
    return parallelProperties
        ? EnumSet.allOf(Lever.class)
        : EnumSet.complementOf(EnumSet.of(Lever.PARALLEL_PROPERTIES));
  }

  /** Opens a context over the weights; it must be used and closed by one thread at a time. */
  LlamaContext openContext(LlamaOptions options) {
    // Threads beyond the cores only wait for each other, so contexts share the cores.
    int cores = Math.max(1, ProcessorCores.physical() / options.contexts());
    int contextTokens = contextTokens(file, options);
    var settings =
        new ContextFunctions.Settings(
            contextTokens,
            Math.min(options.batchTokens(), contextTokens),
            options.threads() == LlamaOptions.AUTO ? writingThreads(cores) : options.threads(),
            options.batchThreads() == LlamaOptions.AUTO ? cores : options.batchThreads(),
            options.flashAttention().code(),
            options.cacheType().code(),
            LlamaContext.MOST_ROWS,
            isRecurrent() ? 1 : LlamaContext.MOST_SEQUENCES);
    library.clearLog();
    MemorySegment context = library.contexts().create(model, settings);
    if (context.equals(MemorySegment.NULL)) {
      throw new LlmException.ModelUnavailable(
          "The model `%s` cannot be given %,d tokens of context: %s. Use fewer tokens of context."
              .formatted(
                  file.path().getFileName(),
                  contextTokens,
                  library.complaint().orElse("llama.cpp gave no reason")));
    }
    try {
      LlamaContext opened =
          new LlamaContext(
              this,
              context,
              settings,
              PrefixStore.of(options, file),
              openContexts::decrementAndGet);
      openContexts.incrementAndGet();
      return opened;
    } catch (RuntimeException | Error e) {
      library.contexts().free(context);
      throw e;
    }
  }

  /**
   * Threads wait for each other some hundred times a token. In a small model that is most of a
   * token's time, and where another program has one of the cores it is all of it.
   */
  private int writingThreads(int cores) {
    return file.weightBytes() < LARGE_BYTES ? 1 : cores;
  }

  /** Frees the weights. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (openContexts.get() > 0) {
      throw new IllegalStateException(
          "%d contexts of the model are still open; close them first."
              .formatted(openContexts.get()));
    }
    closed = true;
    vocabulary.close();
    library.models().free(model);
  }
}
