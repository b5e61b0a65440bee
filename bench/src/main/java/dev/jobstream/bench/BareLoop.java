package dev.jobstream.bench;

import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.NativeFolder;
import dev.jobstream.llm.llamacpp.bindings.Batch;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * The least that a program must do over the C API: decode the prompt, then sample greedily and
 * decode, token by token. No events, no text, no cancelling, no thread of its own.
 */
final class BareLoop implements AutoCloseable {
  /** What one run took. */
  record Speeds(double promptTokensPerSecond, double writtenTokensPerSecond) {}

  private final LlamaLibrary library;
  private final MemorySegment model;
  private final MemorySegment context;
  private final MemorySegment greedy;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final int vocabularySize;

  BareLoop(Path file, int contextTokens, int batchTokens, int threads, int flashAttention) {
    NativeFolder natives = NativeFolder.find();
    library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    model = library.models().load(file, -1, fraction -> true);
    context =
        library
            .contexts()
            .create(
                model,
                new ContextFunctions.Settings(
                    contextTokens,
                    batchTokens,
                    threads,
                    threads,
                    flashAttention,
                    LlamaOptions.CacheType.F16.code(),
                    1,
                    1));
    greedy = library.samplers().chain();
    library.samplers().add(greedy, library.samplers().greedy());
    batch = new Batch(arena, batchTokens);
    vocabularySize = library.vocabularies().size(library.models().vocabulary(model));
  }

  /** Reads a prompt of so many tokens and writes so many. */
  Speeds run(int promptTokens, int writtenTokens, long seed) {
    library.contexts().clear(library.contexts().memory(context));
    java.util.Random random = new java.util.Random(seed);
    int[] prompt = random.ints(promptTokens, 0, Math.min(vocabularySize, 20_000)).toArray();
    long start = System.nanoTime();
    int position = 0;
    while (position < promptTokens) {
      batch.clear();
      int end = Math.min(promptTokens, position + batch.capacity());
      for (; position < end; position++) {
        batch.add(prompt[position], position, 0, position == promptTokens - 1);
      }
      decode();
    }
    int token = library.samplers().sample(greedy, context, -1);
    long read = System.nanoTime();
    for (int i = 1; i < writtenTokens; i++) {
      batch.clear();
      batch.add(token, position++, 0, true);
      decode();
      token = library.samplers().sample(greedy, context, -1);
    }
    long end = System.nanoTime();
    return new Speeds(
        promptTokens / ((read - start) / 1e9), (writtenTokens - 1) / ((end - read) / 1e9));
  }

  private void decode() {
    int code = library.contexts().decode(context, batch);
    if (code != ContextFunctions.DECODED) {
      throw new IllegalStateException("llama_decode gave %d".formatted(code));
    }
  }

  @Override
  public void close() {
    library.samplers().free(greedy);
    library.contexts().free(context);
    library.models().free(model);
    arena.close();
  }
}
