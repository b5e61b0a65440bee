package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/** Functions over a context. One thread at a time may use a context. */
public final class ContextFunctions {
  /** Decoding went well. */
  public static final int DECODED = 0;

  /** The cache had no room for the batch. */
  public static final int NO_ROOM = 1;

  /** The abort flag stopped the decoding. */
  public static final int ABORTED = 2;

  private final MethodHandle defaultParams;
  private final MethodHandle create;
  private final MethodHandle free;
  private final MethodHandle contextTokens;
  private final MethodHandle memory;
  private final MethodHandle decode;
  private final MethodHandle synchronize;
  private final MethodHandle setAbort;
  private final MethodHandle logits;
  private final MethodHandle clear;
  private final MethodHandle remove;
  private final MethodHandle copy;
  private final MethodHandle lastPosition;
  private final MethodHandle stateBytes;
  private final MethodHandle getState;
  private final MethodHandle setState;
  private final MemorySegment abortTest;

  ContextFunctions(NativeSymbols symbols) {
    defaultParams = symbols.function("llama_context_default_params", Structs.CONTEXT_PARAMS);
    create = symbols.function("llama_init_from_model", ADDRESS, ADDRESS, Structs.CONTEXT_PARAMS);
    free = symbols.procedure("llama_free", ADDRESS);
    contextTokens = symbols.function("llama_n_ctx", JAVA_INT, ADDRESS);
    memory = symbols.function("llama_get_memory", ADDRESS, ADDRESS);
    decode = symbols.function("llama_decode", JAVA_INT, ADDRESS, Structs.BATCH);
    synchronize = symbols.procedure("llama_synchronize", ADDRESS);
    setAbort = symbols.procedure("llama_set_abort_callback", ADDRESS, ADDRESS, ADDRESS);
    logits = symbols.function("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
    clear = symbols.procedure("llama_memory_clear", ADDRESS, JAVA_BOOLEAN);
    remove =
        symbols.function(
            "llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    copy =
        symbols.procedure("llama_memory_seq_cp", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    lastPosition = symbols.function("llama_memory_seq_pos_max", JAVA_INT, ADDRESS, JAVA_INT);
    stateBytes = symbols.function("llama_state_seq_get_size", JAVA_LONG, ADDRESS, JAVA_INT);
    getState =
        symbols.function(
            "llama_state_seq_get_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    setState =
        symbols.function(
            "llama_state_seq_set_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    // The native code asks `bool abort(void * data)` after every graph node. C's strlen over a
    // flag byte and a zero behind it answers that without an upcall into Java: 0 or 1.
    abortTest = Linker.nativeLinker().defaultLookup().findOrThrow("strlen");
  }

  /**
   * What a context is made with.
   *
   * @param contextTokens tokens of context
   * @param batchTokens the most tokens of one decode, logically and physically
   * @param threads threads to write with
   * @param batchThreads threads to read prompts with
   * @param flashAttention -1 lets the library choose, 0 is off, 1 is on
   * @param cacheType the {@code ggml_type} of the cache
   * @param rows the most rows of logits of one decode
   * @param sequences how many texts the cache can hold beside each other; what they have in common
   *     is held once
   */
  public record Settings(
      int contextTokens,
      int batchTokens,
      int threads,
      int batchThreads,
      int flashAttention,
      int cacheType,
      int rows,
      int sequences) {}

  /** Makes a context; NULL if that failed. */
  public MemorySegment create(MemorySegment model, Settings settings) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = (MemorySegment) defaultParams.invokeExact((SegmentAllocator) arena);
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_ctx", settings.contextTokens());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_batch", settings.batchTokens());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_ubatch", settings.batchTokens());
      // Few rows of logits a batch are asked for; room for all would take hundreds of megabytes
      // with a large vocabulary.
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_outputs_max", settings.rows());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_seq_max", settings.sequences());
      // Without this a sequence has a part of the cache to itself and can share nothing.
      Structs.setBoolean(Structs.CONTEXT_PARAMS, params, "kv_unified", settings.sequences() > 1);
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_threads", settings.threads());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "n_threads_batch", settings.batchThreads());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "type_k", settings.cacheType());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "type_v", settings.cacheType());
      Structs.setInt(Structs.CONTEXT_PARAMS, params, "flash_attn_type", settings.flashAttention());
      return (MemorySegment) create.invokeExact(model, params);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public void free(MemorySegment context) {
    try {
      free.invokeExact(context);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** The tokens of context that the context really has. */
  public int contextTokens(MemorySegment context) {
    try {
      return (int) contextTokens.invokeExact(context);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** The context's cache, owned by the context. */
  public MemorySegment memory(MemorySegment context) {
    try {
      return (MemorySegment) memory.invokeExact(context);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * Has every decode of the context end early once the flag is set.
   *
   * @param flag two bytes; the first is 0 for go on and 1 for stop, the second is always 0; must
   *     outlive the context
   */
  public void setAbortFlag(MemorySegment context, MemorySegment flag) {
    try {
      setAbort.invokeExact(context, abortTest, flag);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * Decodes a batch.
   *
   * @return {@link #DECODED}, {@link #NO_ROOM}, {@link #ABORTED}, or a negative value for a fault
   */
  public int decode(MemorySegment context, Batch batch) {
    try {
      return (int) decode.invokeExact(context, batch.segment());
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Waits until the last decode has really ended; only GPU libraries need it. */
  public void synchronize(MemorySegment context) {
    try {
      synchronize.invokeExact(context);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * The logits of a row of the last batch, owned by the context and valid until its next decode.
   *
   * @param row the row's index in the batch; -1 is the last row that has logits
   */
  public MemorySegment logits(MemorySegment context, int row, int vocabularySize) {
    try {
      MemorySegment values = (MemorySegment) logits.invokeExact(context, row);
      if (values.equals(MemorySegment.NULL)) {
        throw new IllegalStateException("The last batch has no logits for row " + row + ".");
      }
      return values.reinterpret(vocabularySize * JAVA_FLOAT.byteSize());
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Empties the cache. */
  public void clear(MemorySegment memory) {
    try {
      clear.invokeExact(memory, true);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * Removes all of a sequence from a position on.
   *
   * @return false if this kind of model cannot; the cache is then as it was
   */
  public boolean removeFrom(MemorySegment memory, int sequence, int position) {
    try {
      return (boolean) remove.invokeExact(memory, sequence, position, -1);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** How many bytes the state of a sequence takes. */
  public long stateBytes(MemorySegment context, int sequence) {
    try {
      return (long) stateBytes.invokeExact(context, sequence);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * Copies the state of a sequence out.
   *
   * @param target as many bytes as {@link #stateBytes} says
   * @return false if it could not
   */
  public boolean getState(MemorySegment context, MemorySegment target, int sequence) {
    try {
      return (long) getState.invokeExact(context, target, target.byteSize(), sequence)
          == target.byteSize();
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * Sets a sequence, which must be empty, to a state that {@link #getState} gave for the same model
   * and the same settings; others may end the process.
   *
   * @return false if it could not
   */
  public boolean setState(MemorySegment context, MemorySegment state, int sequence) {
    try {
      return (long) setState.invokeExact(context, state, state.byteSize(), sequence)
          == state.byteSize();
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Has a sequence begin with all of another; it takes no more room for that. */
  public void copy(MemorySegment memory, int from, int to) {
    try {
      copy.invokeExact(memory, from, to, -1, -1);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** The last position of a sequence in the cache; -1 if it is empty. */
  public int lastPosition(MemorySegment memory, int sequence) {
    try {
      return (int) lastPosition.invokeExact(memory, sequence);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }
}
