package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** The structs that cross the border, and access to their fields by C name. */
final class Structs {
  static final StructLayout MODEL_PARAMS =
      struct(
          ADDRESS.withName("devices"),
          ADDRESS.withName("tensor_buft_overrides"),
          JAVA_INT.withName("n_gpu_layers"),
          JAVA_INT.withName("split_mode"),
          JAVA_INT.withName("load_mode"),
          JAVA_INT.withName("lazy_mode"),
          JAVA_INT.withName("main_gpu"),
          ADDRESS.withName("tensor_split"),
          ADDRESS.withName("progress_callback"),
          ADDRESS.withName("progress_callback_user_data"),
          ADDRESS.withName("kv_overrides"),
          JAVA_BOOLEAN.withName("vocab_only"),
          JAVA_BOOLEAN.withName("check_tensors"),
          JAVA_BOOLEAN.withName("use_extra_bufts"),
          JAVA_BOOLEAN.withName("no_host"),
          JAVA_BOOLEAN.withName("no_alloc"),
          JAVA_BOOLEAN.withName("load_mtp"));

  static final StructLayout CONTEXT_PARAMS =
      struct(
          JAVA_INT.withName("n_ctx"),
          JAVA_INT.withName("n_batch"),
          JAVA_INT.withName("n_ubatch"),
          JAVA_INT.withName("n_seq_max"),
          JAVA_INT.withName("n_rs_seq"),
          JAVA_INT.withName("n_outputs_max"),
          JAVA_INT.withName("n_outputs_max_per_seq"),
          JAVA_INT.withName("n_threads"),
          JAVA_INT.withName("n_threads_batch"),
          JAVA_INT.withName("ctx_type"),
          JAVA_INT.withName("rope_scaling_type"),
          JAVA_INT.withName("pooling_type"),
          JAVA_INT.withName("attention_type"),
          JAVA_INT.withName("flash_attn_type"),
          JAVA_FLOAT.withName("rope_freq_base"),
          JAVA_FLOAT.withName("rope_freq_scale"),
          JAVA_FLOAT.withName("yarn_ext_factor"),
          JAVA_FLOAT.withName("yarn_attn_factor"),
          JAVA_FLOAT.withName("yarn_beta_fast"),
          JAVA_FLOAT.withName("yarn_beta_slow"),
          JAVA_INT.withName("yarn_orig_ctx"),
          JAVA_FLOAT.withName("defrag_thold"),
          ADDRESS.withName("cb_eval"),
          ADDRESS.withName("cb_eval_user_data"),
          JAVA_INT.withName("type_k"),
          JAVA_INT.withName("type_v"),
          ADDRESS.withName("abort_callback"),
          ADDRESS.withName("abort_callback_data"),
          JAVA_BOOLEAN.withName("embeddings"),
          JAVA_BOOLEAN.withName("offload_kqv"),
          JAVA_BOOLEAN.withName("no_perf"),
          JAVA_BOOLEAN.withName("op_offload"),
          JAVA_BOOLEAN.withName("swa_full"),
          JAVA_BOOLEAN.withName("kv_unified"),
          ADDRESS.withName("samplers"),
          JAVA_LONG.withName("n_samplers"),
          ADDRESS.withName("ctx_other"));

  static final StructLayout BATCH =
      struct(
          JAVA_INT.withName("n_tokens"),
          ADDRESS.withName("token"),
          ADDRESS.withName("embd"),
          ADDRESS.withName("pos"),
          ADDRESS.withName("n_seq_id"),
          ADDRESS.withName("seq_id"),
          ADDRESS.withName("logits"));

  static final StructLayout TOKEN_DATA =
      struct(JAVA_INT.withName("id"), JAVA_FLOAT.withName("logit"), JAVA_FLOAT.withName("p"));

  static final StructLayout TOKEN_DATA_ARRAY =
      struct(
          ADDRESS.withName("data"),
          JAVA_LONG.withName("size"),
          JAVA_LONG.withName("selected"),
          JAVA_BOOLEAN.withName("sorted"));

  static final StructLayout SAMPLER_CHAIN_PARAMS = struct(JAVA_BOOLEAN.withName("no_perf"));

  private Structs() {}

  /** Lays members out as a C compiler does, with padding. */
  private static StructLayout struct(ValueLayout... members) {
    List<MemoryLayout> laid = new ArrayList<>();
    long offset = 0;
    long alignment = 1;
    for (ValueLayout member : members) {
      long padding = -offset & (member.byteAlignment() - 1);
      if (padding > 0) {
        laid.add(MemoryLayout.paddingLayout(padding));
      }
      laid.add(member);
      offset += padding + member.byteSize();
      alignment = Math.max(alignment, member.byteAlignment());
    }
    long padding = -offset & (alignment - 1);
    if (padding > 0) {
      laid.add(MemoryLayout.paddingLayout(padding));
    }
    return MemoryLayout.structLayout(laid.toArray(MemoryLayout[]::new));
  }

  static long offset(StructLayout struct, String member) {
    return struct.byteOffset(PathElement.groupElement(member));
  }

  static int getInt(StructLayout struct, MemorySegment segment, String member) {
    return segment.get(JAVA_INT, offset(struct, member));
  }

  static boolean getBoolean(StructLayout struct, MemorySegment segment, String member) {
    return segment.get(JAVA_BOOLEAN, offset(struct, member));
  }

  static void setInt(StructLayout struct, MemorySegment segment, String member, int value) {
    segment.set(JAVA_INT, offset(struct, member), value);
  }

  static void setBoolean(StructLayout struct, MemorySegment segment, String member, boolean value) {
    segment.set(JAVA_BOOLEAN, offset(struct, member), value);
  }

  static void setAddress(
      StructLayout struct, MemorySegment segment, String member, MemorySegment value) {
    segment.set(ADDRESS, offset(struct, member), value);
  }
}
