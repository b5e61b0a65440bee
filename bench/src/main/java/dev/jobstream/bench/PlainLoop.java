package dev.jobstream.bench;

import dev.jobstream.llm.llamacpp.NativeFolder;
import dev.jobstream.llm.llamacpp.bindings.Batch;
import dev.jobstream.llm.llamacpp.bindings.Candidates;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The usual way to write JSON by a schema: read the prompt, then choose and decode token by token.
 * libllama's own grammar checks the chosen token, as llama.cpp's programs do it. The cache keeps
 * what two prompts have in common.
 */
final class PlainLoop implements AutoCloseable {
  private static final float RAISED = 1e6f;

  private final LlamaLibrary library;
  private final MemorySegment model;
  private final MemorySegment vocabulary;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final MemorySegment greedy;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final Candidates candidates;
  private final int vocabularySize;
  private final String grammar;
  private final BenchClock clock;
  private int[] cached = {};

  PlainLoop(Path file, String grammar, ContextFunctions.Settings settings, BenchClock clock) {
    this.clock = clock;
    NativeFolder natives = NativeFolder.find();
    this.library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    this.grammar = grammar;
    this.model = library.models().load(file, -1, fraction -> true);
    if (model.equals(MemorySegment.NULL)) {
      throw new IllegalArgumentException("The model `%s` cannot be loaded.".formatted(file));
    }
    this.vocabulary = library.models().vocabulary(model);
    this.context = library.contexts().create(model, settings);
    this.memory = library.contexts().memory(context);
    this.greedy = library.samplers().greedy();
    this.batch = new Batch(arena, settings.batchTokens());
    this.vocabularySize = library.vocabularies().size(vocabulary);
    this.candidates = new Candidates(arena, vocabularySize);
  }

  /** The tokens of a text. */
  List<Integer> tokenize(String text, boolean parseSpecial) {
    return Arrays.stream(library.vocabularies().tokenize(vocabulary, text, false, parseSpecial))
        .boxed()
        .toList();
  }

  /** How many bytes a token stands for. */
  int bytes(int token) {
    try (Arena buffer = Arena.ofConfined()) {
      return Math.max(
          0, library.vocabularies().piece(vocabulary, token, buffer.allocate(512), false));
    }
  }

  /** Forgets every prompt. */
  void forget() {
    library.contexts().clear(memory);
    cached = new int[0];
  }

  /** Makes the model write the task's answer, whatever its weights say. */
  Extraction run(ExtractionTask task) {
    int[] prompt = numbers(task.prompt());
    int[] script = numbers(task.answer());
    long start = clock.nanos();
    MemorySegment rules = library.samplers().grammar(vocabulary, grammar);
    int same = Arrays.mismatch(prompt, cached);
    int position = Math.min(same < 0 ? prompt.length : same, prompt.length - 1);
    if (position == 0 || !library.contexts().removeFrom(memory, 0, position)) {
      library.contexts().clear(memory);
      position = 0;
    }
    cached = prompt;
    while (position < prompt.length) {
      batch.clear();
      int end = Math.min(prompt.length, position + batch.capacity());
      for (; position < end; position++) {
        batch.add(prompt[position], position, 0, position == prompt.length - 1);
      }
      decode();
    }
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < script.length; i++) {
      int token = choose(rules, script[i]);
      library.samplers().accept(rules, token);
      times.add((clock.nanos() - start) / 1e6);
      if (i < script.length - 1) {
        batch.clear();
        batch.add(token, position++, 0, true);
        decode();
      }
    }
    library.samplers().free(rules);
    return Extraction.of(times, task.firstFieldTokens());
  }

  private static int[] numbers(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  private int choose(MemorySegment rules, int wanted) {
    MemorySegment logits = library.contexts().logits(context, -1, vocabularySize);
    logits.setAtIndex(ValueLayout.JAVA_FLOAT, wanted, RAISED);
    candidates.fill(logits, vocabularySize);
    library.samplers().apply(greedy, candidates);
    int token = candidates.selected();
    candidates.fill(token);
    library.samplers().apply(rules, candidates);
    if (!candidates.allRefused()) {
      return token;
    }
    candidates.fill(logits, vocabularySize);
    library.samplers().apply(rules, candidates);
    library.samplers().apply(greedy, candidates);
    return candidates.selected();
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
