package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.llamacpp.bindings.Candidates;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import dev.jobstream.llm.llamacpp.bindings.SamplerFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * llama.cpp's own grammar, asked byte by byte: a test model has a token for each byte. Close it.
 */
final class GrammarMatcher implements AutoCloseable {
  private static final int GREEDY_STEPS = 600;

  private final Arena arena = Arena.ofConfined();
  private final LlamaModel model;
  private final SamplerFunctions samplers;
  private final MemorySegment vocabulary;
  private final MemorySegment greedy;
  private final Candidates candidates;
  private final int size;
  private final int end;

  GrammarMatcher() {
    NativeFolder natives = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    GgufFile file = GgufFile.read(TestModels.qwen3());
    LlamaModel loaded = LlamaModel.load(library, file, LlamaOptions.defaults(), fraction -> true);
    this.model = Objects.requireNonNull(loaded);
    this.samplers = library.samplers();
    this.vocabulary = model.vocabularyHandle();
    this.size = model.vocabulary().size();
    this.candidates = new Candidates(arena, size);
    this.greedy = samplers.greedy();
    this.end = file.eosTokenId().orElseThrow();
  }

  /** Whether llama.cpp can read a grammar at all. */
  boolean canRead(String gbnf) {
    MemorySegment grammar = samplers.grammar(vocabulary, gbnf);
    boolean read = !grammar.equals(MemorySegment.NULL);
    if (read) {
      samplers.free(grammar);
    }
    return read;
  }

  /** Whether a grammar matches all of a text. */
  boolean matches(String gbnf, String text) {
    MemorySegment grammar = open(gbnf);
    try {
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        int token = byteToken(b & 0xFF);
        if (!admits(grammar, token)) {
          return false;
        }
        samplers.accept(grammar, token);
      }
      return admits(grammar, end);
    } finally {
      samplers.free(grammar);
    }
  }

  /** A random text of printable ASCII that a grammar matches; empty if it became too long. */
  Optional<String> random(String gbnf, Random random) {
    MemorySegment grammar = open(gbnf);
    MemorySegment logits = arena.allocate(ValueLayout.JAVA_FLOAT, size);
    logits.fill((byte) 0);
    for (int token = 0; token < size; token++) {
      logits.setAtIndex(ValueLayout.JAVA_FLOAT, token, -1e6f);
    }
    try {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < GREEDY_STEPS; i++) {
        for (int b = ' '; b < 0x7F; b++) {
          // What ends a string or a list is likelier, or none would end.
          float bonus = "\"]}".indexOf(b) >= 0 ? 0.5f * random.nextInt(2) : 0;
          logits.setAtIndex(ValueLayout.JAVA_FLOAT, byteToken(b), random.nextFloat() + bonus);
        }
        logits.setAtIndex(ValueLayout.JAVA_FLOAT, end, random.nextFloat() + 0.5f);
        candidates.fill(logits, size);
        samplers.apply(grammar, candidates);
        samplers.apply(greedy, candidates);
        int token = candidates.selected();
        if (token == end) {
          return Optional.of(text.toString());
        }
        samplers.accept(grammar, token);
        text.append((char) printable(token));
      }
      return Optional.empty();
    } finally {
      samplers.free(grammar);
    }
  }

  TokenTrie trie() {
    return model.vocabulary().trie();
  }

  /** llama.cpp's grammar at its beginning, to be asked token by token. */
  Session session(String gbnf) {
    return new Session(open(gbnf));
  }

  /** A text on its way through llama.cpp's grammar. Close it before the matcher. */
  final class Session implements AutoCloseable {
    private final MemorySegment grammar;
    private final MemorySegment logits = arena.allocate(ValueLayout.JAVA_FLOAT, size);

    private Session(MemorySegment grammar) {
      this.grammar = grammar;
    }

    /** Every token that may follow. */
    BitSet admitted() {
      candidates.fill(logits, size);
      samplers.apply(grammar, candidates);
      BitSet admitted = new BitSet(size);
      for (int token = 0; token < size; token++) {
        admitted.set(token, candidates.isPossible(token));
      }
      return admitted;
    }

    void accept(int token) {
      samplers.accept(grammar, token);
    }

    @Override
    public void close() {
      samplers.free(grammar);
    }
  }

  private MemorySegment open(String gbnf) {
    MemorySegment grammar = samplers.grammar(vocabulary, gbnf);
    if (grammar.equals(MemorySegment.NULL)) {
      throw new IllegalArgumentException("llama.cpp cannot read the grammar:\n" + gbnf);
    }
    return grammar;
  }

  private boolean admits(MemorySegment grammar, int token) {
    candidates.fill(token);
    samplers.apply(grammar, candidates);
    return !candidates.allRefused();
  }

  /** GPT-2 numbers the printable bytes first, in three ranges, then the others. */
  static int byteToken(int value) {
    if (value >= 33 && value <= 126) {
      return value - 33;
    } else if (value >= 161 && value <= 172) {
      return value - 161 + 94;
    } else if (value >= 174) {
      return value - 174 + 106;
    } else if (value <= 32) {
      return 188 + value;
    } else if (value <= 160) {
      return 188 + 33 + value - 127;
    }
    return 255;
  }

  private static int printable(int token) {
    if (token == byteToken(' ')) {
      return ' ';
    } else if (token < 94) {
      return token + 33;
    }
    throw new IllegalStateException("Token %d is no printable byte.".formatted(token));
  }

  @Override
  public void close() {
    samplers.free(greedy);
    model.close();
    arena.close();
  }
}
