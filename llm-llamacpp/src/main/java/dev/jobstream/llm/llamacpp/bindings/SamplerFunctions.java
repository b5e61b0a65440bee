package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/** Functions over samplers. One thread at a time may use a sampler. */
public final class SamplerFunctions {
  private final MethodHandle defaultChainParams;
  private final MethodHandle chain;
  private final MethodHandle add;
  private final MethodHandle free;
  private final MethodHandle accept;
  private final MethodHandle apply;
  private final MethodHandle sample;
  private final MethodHandle greedy;
  private final MethodHandle random;
  private final MethodHandle topK;
  private final MethodHandle topP;
  private final MethodHandle minP;
  private final MethodHandle temperature;
  private final MethodHandle penalties;
  private final MethodHandle grammar;

  SamplerFunctions(NativeSymbols symbols) {
    defaultChainParams =
        symbols.function("llama_sampler_chain_default_params", Structs.SAMPLER_CHAIN_PARAMS);
    chain = symbols.function("llama_sampler_chain_init", ADDRESS, Structs.SAMPLER_CHAIN_PARAMS);
    add = symbols.procedure("llama_sampler_chain_add", ADDRESS, ADDRESS);
    free = symbols.procedure("llama_sampler_free", ADDRESS);
    accept = symbols.procedure("llama_sampler_accept", ADDRESS, JAVA_INT);
    apply = symbols.procedure("llama_sampler_apply", ADDRESS, ADDRESS);
    sample = symbols.function("llama_sampler_sample", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    greedy = symbols.function("llama_sampler_init_greedy", ADDRESS);
    random = symbols.function("llama_sampler_init_dist", ADDRESS, JAVA_INT);
    topK = symbols.function("llama_sampler_init_top_k", ADDRESS, JAVA_INT);
    topP = symbols.function("llama_sampler_init_top_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
    minP = symbols.function("llama_sampler_init_min_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
    temperature = symbols.function("llama_sampler_init_temp", ADDRESS, JAVA_FLOAT);
    penalties =
        symbols.function(
            "llama_sampler_init_penalties",
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_FLOAT,
            JAVA_FLOAT,
            JAVA_FLOAT);
    grammar = symbols.function("llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  }

  /** An empty chain; it owns the samplers that are added to it. */
  public MemorySegment chain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params =
          (MemorySegment) defaultChainParams.invokeExact((SegmentAllocator) arena);
      Structs.setBoolean(Structs.SAMPLER_CHAIN_PARAMS, params, "no_perf", true);
      return (MemorySegment) chain.invokeExact(params);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public void add(MemorySegment chain, MemorySegment sampler) {
    try {
      add.invokeExact(chain, sampler);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public void free(MemorySegment sampler) {
    try {
      free.invokeExact(sampler);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * Tells a sampler that a token was chosen. A grammar must admit the token, else the process ends.
   */
  public void accept(MemorySegment sampler, int token) {
    try {
      accept.invokeExact(sampler, token);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Has a sampler work on candidates, without telling it which was chosen. */
  public void apply(MemorySegment sampler, Candidates candidates) {
    try {
      apply.invokeExact(sampler, candidates.segment());
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Chooses a token by the logits of a row of the last batch, and accepts it. */
  public int sample(MemorySegment sampler, MemorySegment context, int row) {
    try {
      return (int) sample.invokeExact(sampler, context, row);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public MemorySegment greedy() {
    try {
      return (MemorySegment) greedy.invokeExact();
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Random choice by probability. */
  public MemorySegment random(int seed) {
    try {
      return (MemorySegment) random.invokeExact(seed);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public MemorySegment topK(int k) {
    try {
      return (MemorySegment) topK.invokeExact(k);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public MemorySegment topP(float p) {
    try {
      return (MemorySegment) topP.invokeExact(p, 1L);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public MemorySegment minP(float p) {
    try {
      return (MemorySegment) minP.invokeExact(p, 1L);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public MemorySegment temperature(float temperature) {
    try {
      return (MemorySegment) this.temperature.invokeExact(temperature);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Penalties for the tokens among the last {@code window}. */
  public MemorySegment penalties(
      int vocabularySize, int window, float repeat, float frequency, float presence) {
    try {
      return (MemorySegment)
          penalties.invokeExact(vocabularySize, window, repeat, frequency, presence);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** A grammar in GBNF whose start is {@code root}; NULL if it cannot be parsed. */
  public MemorySegment grammar(MemorySegment vocabulary, String gbnf) {
    try (Arena arena = Arena.ofConfined()) {
      return (MemorySegment)
          grammar.invokeExact(vocabulary, arena.allocateFrom(gbnf), arena.allocateFrom("root"));
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }
}
