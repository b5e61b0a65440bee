package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;

/** Functions over a model: its weights and metadata. A model may be used by many threads. */
public final class ModelFunctions {
  private final MethodHandle defaultParams;
  private final MethodHandle load;
  private final MethodHandle free;
  private final MethodHandle vocabulary;
  private final MethodHandle trainedContext;
  private final MethodHandle size;
  private final MethodHandle parameterCount;
  private final MethodHandle hasEncoder;
  private final MethodHandle isRecurrent;
  private final MethodHandle isHybrid;

  ModelFunctions(NativeSymbols symbols) {
    defaultParams = symbols.function("llama_model_default_params", Structs.MODEL_PARAMS);
    load = symbols.function("llama_model_load_from_file", ADDRESS, ADDRESS, Structs.MODEL_PARAMS);
    free = symbols.procedure("llama_model_free", ADDRESS);
    vocabulary = symbols.function("llama_model_get_vocab", ADDRESS, ADDRESS);
    trainedContext = symbols.function("llama_model_n_ctx_train", JAVA_INT, ADDRESS);
    size = symbols.function("llama_model_size", JAVA_LONG, ADDRESS);
    parameterCount = symbols.function("llama_model_n_params", JAVA_LONG, ADDRESS);
    hasEncoder = symbols.function("llama_model_has_encoder", JAVA_BOOLEAN, ADDRESS);
    isRecurrent = symbols.function("llama_model_is_recurrent", JAVA_BOOLEAN, ADDRESS);
    isHybrid = symbols.function("llama_model_is_hybrid", JAVA_BOOLEAN, ADDRESS);
  }

  /** Told how far a load is. */
  @FunctionalInterface
  public interface LoadProgress {
    /**
     * Called now and then while a model loads; must not throw.
     *
     * @param fraction from 0 to 1
     * @return false to give the load up
     */
    boolean onProgress(float fraction);
  }

  /**
   * Loads a model.
   *
   * @param gpuLayers layers to keep on a GPU if there is one; a negative value means all
   * @return the model, or NULL if it failed or was given up
   */
  public MemorySegment load(Path file, int gpuLayers, LoadProgress progress) {
    // An exception must not reach the native caller: it would end the process.
    Throwable[] thrown = new Throwable[1];
    LoadProgress guarded =
        fraction -> {
          try {
            return progress.onProgress(fraction);
          } catch (RuntimeException | Error e) {
            thrown[0] = e;
            return false;
          }
        };
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = (MemorySegment) defaultParams.invokeExact((SegmentAllocator) arena);
      Structs.setInt(Structs.MODEL_PARAMS, params, "n_gpu_layers", gpuLayers);
      MethodHandle target =
          MethodHandles.dropArguments(
              MethodHandles.lookup()
                  .findVirtual(
                      LoadProgress.class,
                      "onProgress",
                      MethodType.methodType(boolean.class, float.class))
                  .bindTo(guarded),
              1,
              MemorySegment.class);
      MemorySegment callback =
          Linker.nativeLinker()
              .upcallStub(target, FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_FLOAT, ADDRESS), arena);
      Structs.setAddress(Structs.MODEL_PARAMS, params, "progress_callback", callback);
      MemorySegment model =
          (MemorySegment) load.invokeExact(arena.allocateFrom(file.toString()), params);
      if (thrown[0] != null) {
        throw thrown[0];
      }
      return model;
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** Frees a model; its contexts must have been freed before. */
  public void free(MemorySegment model) {
    try {
      free.invokeExact(model);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** The model's vocabulary, owned by the model. */
  public MemorySegment vocabulary(MemorySegment model) {
    try {
      return (MemorySegment) vocabulary.invokeExact(model);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** How many tokens of context the model was trained on. */
  public int trainedContextTokens(MemorySegment model) {
    try {
      return (int) trainedContext.invokeExact(model);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** The size of the weights in bytes. */
  public long weightBytes(MemorySegment model) {
    try {
      return (long) size.invokeExact(model);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  public long parameterCount(MemorySegment model) {
    try {
      return (long) parameterCount.invokeExact(model);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** True if the model has an encoder that must read the prompt first. */
  public boolean hasEncoder(MemorySegment model) {
    return test(hasEncoder, model);
  }

  /** True if the model keeps a state that cannot be rewound to any position. */
  public boolean isRecurrent(MemorySegment model) {
    return test(isRecurrent, model) || test(isHybrid, model);
  }

  private static boolean test(MethodHandle handle, MemorySegment model) {
    try {
      return (boolean) handle.invokeExact(model);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }
}
