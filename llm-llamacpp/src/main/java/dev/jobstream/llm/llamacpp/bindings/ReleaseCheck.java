package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.jobstream.llm.LlmException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses libraries whose structs are not the ones this binding lays out. A release with other
 * structs would not fail, it would corrupt memory.
 */
final class ReleaseCheck {
  /** What llama_model_default_params gives in this release. */
  private static final Map<String, Object> MODEL_DEFAULTS =
      Map.of(
          "n_gpu_layers",
          -1,
          "split_mode",
          1,
          "load_mode",
          -1,
          "lazy_mode",
          1,
          "main_gpu",
          0,
          "vocab_only",
          false,
          "check_tensors",
          false,
          "use_extra_bufts",
          true,
          "no_host",
          false,
          "load_mtp",
          false);

  /** What llama_context_default_params gives in this release. */
  private static final Map<String, Object> CONTEXT_DEFAULTS =
      Map.ofEntries(
          Map.entry("n_ctx", 512),
          Map.entry("n_batch", 2048),
          Map.entry("n_ubatch", 512),
          Map.entry("n_seq_max", 1),
          Map.entry("n_rs_seq", 0),
          Map.entry("n_outputs_max", 0),
          Map.entry("n_outputs_max_per_seq", 1),
          Map.entry("n_threads", 4),
          Map.entry("n_threads_batch", 4),
          Map.entry("ctx_type", 0),
          Map.entry("rope_scaling_type", -1),
          Map.entry("pooling_type", -1),
          Map.entry("attention_type", -1),
          Map.entry("flash_attn_type", -1),
          Map.entry("yarn_ext_factor", -1f),
          Map.entry("defrag_thold", -1f),
          Map.entry("type_k", 1),
          Map.entry("type_v", 1),
          Map.entry("embeddings", false),
          Map.entry("offload_kqv", true),
          Map.entry("no_perf", true),
          Map.entry("op_offload", true),
          Map.entry("swa_full", true),
          Map.entry("kv_unified", false),
          Map.entry("n_samplers", 0L));

  private ReleaseCheck() {}

  static void check(NativeSymbols symbols, Path folder) {
    String found = version(symbols);
    // The prebuilt libraries call themselves `v0.4.0-dev`; the structs below settle the rest.
    if (!found.equals(LlamaLibrary.RELEASE) && !found.startsWith(LlamaLibrary.RELEASE + "-")) {
      throw refusal(folder, "are of release `" + (found.isEmpty() ? "unknown" : found) + "`");
    }
    try (Arena arena = Arena.ofConfined()) {
      compare(
          symbols,
          arena,
          folder,
          "llama_model_default_params",
          Structs.MODEL_PARAMS,
          MODEL_DEFAULTS);
      compare(
          symbols,
          arena,
          folder,
          "llama_context_default_params",
          Structs.CONTEXT_PARAMS,
          CONTEXT_DEFAULTS);
    }
  }

  private static String version(NativeSymbols symbols) {
    if (!symbols.has("llama_version")) {
      return "";
    }
    try {
      MemorySegment text = (MemorySegment) symbols.function("llama_version", ADDRESS).invokeExact();
      String version = text.reinterpret(256).getString(0);
      return version.startsWith("v") ? version : "v" + version;
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  private static void compare(
      NativeSymbols symbols,
      Arena arena,
      Path folder,
      String function,
      StructLayout layout,
      Map<String, Object> expected) {
    MemorySegment struct;
    try {
      struct =
          (MemorySegment) symbols.function(function, layout).invokeExact((SegmentAllocator) arena);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
    for (var entry : expected.entrySet()) {
      Object value = read(layout, struct, entry.getKey(), entry.getValue());
      if (!entry.getValue().equals(value)) {
        throw refusal(
            folder,
            "have other defaults (`%s` is `%s`, not `%s`)"
                .formatted(entry.getKey(), value, entry.getValue()));
      }
    }
  }

  private static @Nullable Object read(
      StructLayout layout, MemorySegment struct, String member, Object like) {
    long offset = Structs.offset(layout, member);
    return switch (like) {
      case Integer i -> struct.get(ValueLayout.JAVA_INT, offset);
      case Long l -> struct.get(ValueLayout.JAVA_LONG, offset);
      case Float f -> struct.get(ValueLayout.JAVA_FLOAT, offset);
      // A byte, since a boolean of another layout may hold neither 0 nor 1.
      case Boolean b ->
          switch (struct.get(ValueLayout.JAVA_BYTE, offset)) {
            case 0 -> false;
            case 1 -> true;
            default -> null;
          };
      default -> throw new IllegalArgumentException(member);
    };
  }

  private static LlmException refusal(Path folder, String what) {
    return new LlmException.ModelUnavailable(
        "The native libraries in `%s` %s, this version of Jobstream needs llama.cpp `%s`. Install the ones it names: `npm ci` in the folder llm-llamacpp/natives."
            .formatted(folder, what, LlamaLibrary.RELEASE));
  }
}
