package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries whose structs this binding does not know are refused before anything is called that
 * could corrupt memory. Each case runs in a process of its own, since a process loads libraries
 * once.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "The libraries are compiled as Linux has them.")
class OtherReleaseTest {
  /** What the check asks for, with values of v0.4.0 where no macro says otherwise. */
  private static final String LIBRARY =
      """
      #include <stdbool.h>
      #include <stddef.h>
      #include <stdint.h>

      #ifdef VERSION
      const char * llama_version(void) { return VERSION; }
      #endif
      #ifndef GPU_LAYERS
      #define GPU_LAYERS -1
      #endif
      #ifndef CHECK_TENSORS
      #define CHECK_TENSORS 0
      #endif
      #ifndef CONTEXT_TOKENS
      #define CONTEXT_TOKENS 512
      #endif

      struct model_params {
        void * devices, * overrides;
        int32_t n_gpu_layers, split_mode, load_mode, lazy_mode, main_gpu;
        void * tensor_split, * progress, * progress_data, * kv_overrides;
        uint8_t vocab_only, check_tensors, use_extra_bufts, no_host, no_alloc, load_mtp;
      };

      struct context_params {
        uint32_t n_ctx, n_batch, n_ubatch, n_seq_max, n_rs_seq, n_outputs_max, n_outputs_max_per_seq;
        int32_t n_threads, n_threads_batch;
        int32_t ctx_type, rope_scaling_type, pooling_type, attention_type, flash_attn_type;
        float rope_freq_base, rope_freq_scale;
        float yarn_ext_factor, yarn_attn_factor, yarn_beta_fast, yarn_beta_slow;
        uint32_t yarn_orig_ctx;
        float defrag_thold;
        void * cb_eval, * cb_eval_data;
        int32_t type_k, type_v;
        void * abort_callback, * abort_data;
        uint8_t embeddings, offload_kqv, no_perf, op_offload, swa_full, kv_unified;
        void * samplers;
        size_t n_samplers;
        void * ctx_other;
      };

      struct model_params llama_model_default_params(void) {
        return (struct model_params) {
          .n_gpu_layers = GPU_LAYERS, .split_mode = 1, .load_mode = -1, .lazy_mode = 1,
          .check_tensors = CHECK_TENSORS, .use_extra_bufts = 1 };
      }

      struct context_params llama_context_default_params(void) {
        return (struct context_params) {
          .n_ctx = CONTEXT_TOKENS, .n_batch = 2048, .n_ubatch = 512, .n_seq_max = 1,
          .n_outputs_max_per_seq = 1, .n_threads = 4, .n_threads_batch = 4,
          .rope_scaling_type = -1, .pooling_type = -1, .attention_type = -1, .flash_attn_type = -1,
          .yarn_ext_factor = -1, .defrag_thold = -1, .type_k = 1, .type_v = 1,
          .offload_kqv = 1, .no_perf = 1, .op_offload = 1, .swa_full = 1 };
      }
      """;

  @TempDir Path folder;

  @Test
  void librariesOfALaterReleaseAreRefusedByTheVersionTheyTell() throws Exception {
    assertRefusedForRelease("v0.5.0", "v0.5.0");
  }

  @Test
  void aVersionThatOnlyBeginsLikeTheRightOneIsRefused() throws Exception {
    assertRefusedForRelease("v0.4.01", "v0.4.01");
  }

  @Test
  void aVersionWithoutItsLetterIsToldWithIt() throws Exception {
    assertRefusedForRelease("0.3.9", "v0.3.9");
  }

  @Test
  void librariesThatTellNoVersionAreRefused() throws Exception {
    compile();

    assertThat(load()).isEqualTo(refusal("are of release `unknown`"));
  }

  @Test
  void otherDefaultsOfAModelAreRefusedWhateverTheVersionSays() throws Exception {
    compile("-DVERSION=\"v0.4.0\"", "-DGPU_LAYERS=999");

    assertThat(load())
        .isEqualTo(refusal("have other defaults (`n_gpu_layers` is `999`, not `-1`)"));
  }

  @Test
  void otherDefaultsOfAContextAreRefusedWhateverTheVersionSays() throws Exception {
    compile("-DVERSION=\"v0.4.0-dev\"", "-DCONTEXT_TOKENS=4096");

    assertThat(load()).isEqualTo(refusal("have other defaults (`n_ctx` is `4096`, not `512`)"));
  }

  @Test
  void aTruthValueThatIsNeitherTrueNorFalseIsRefused() throws Exception {
    compile("-DVERSION=\"v0.4.0\"", "-DCHECK_TENSORS=7");

    assertThat(load())
        .startsWith("The native libraries in `" + folder + "` have other defaults (`check_tensors`")
        .contains("this version of Jobstream needs llama.cpp `v0.4.0`");
  }

  @Test
  void aFileThatIsNoLibraryIsToldWithItsFolder() throws Exception {
    for (String name : List.of("libggml-base.so", "libggml.so", "libllama.so")) {
      Files.writeString(folder.resolve(name), "This is no library.");
    }

    assertThat(load())
        .startsWith("The native libraries in `" + folder + "` cannot be loaded (")
        .endsWith("Install them anew for this machine; on Linux they need glibc 2.34 or newer.");
  }

  private void assertRefusedForRelease(String version, String told) throws Exception {
    compile("-DVERSION=\"" + version + "\"");

    assertThat(load()).isEqualTo(refusal("are of release `" + told + "`"));
  }

  private String refusal(String what) {
    return "The native libraries in `%s` %s, this version of Jobstream needs llama.cpp `v0.4.0`. Install the ones it names: `npm ci` in the folder llm-llamacpp/natives."
        .formatted(folder, what);
  }

  private void compile(String... macros) throws Exception {
    Path source = Files.writeString(folder.resolve("llama.c"), LIBRARY);
    List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC"));
    command.addAll(List.of(macros));
    command.addAll(List.of("-o", folder.resolve("libllama.so").toString(), source.toString()));
    Process compiler;
    try {
      compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "There is no gcc on this machine to compile a library of another release.");
      return;
    }
    String complaints = outputOf(compiler);
    assertThat(compiler.waitFor()).as(complaints).isZero();
    for (String name : List.of("libggml-base.so", "libggml.so")) {
      Files.copy(folder.resolve("libllama.so"), folder.resolve(name));
    }
  }

  /** What a process of its own is told when it loads the folder's libraries. */
  private String load() throws Exception {
    Path errors = folder.resolve("errors.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadLibraries.class.getName(),
                folder.toString())
            .redirectError(errors.toFile())
            .start();
    String output = outputOf(java);
    assertThat(java.waitFor()).as(Files.readString(errors)).isZero();
    return output.strip();
  }

  private static String outputOf(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
