package dev.jobstream.llm.llamacpp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A small model that does well at reading postings, under a name that is easy to type.
 *
 * @param name the name, such as {@code qwen3-1.7b}
 * @param repository the repository at Hugging Face, {@code organisation/name}
 * @param quantization the quantisation to take
 * @param approximateBytes about the size of the file
 * @param licence the model's licence
 */
public record SuggestedModel(
    String name, String repository, String quantization, long approximateBytes, String licence) {
  private static final List<SuggestedModel> ALL =
      List.of(
          of("qwen3-0.6b", "Qwen/Qwen3-0.6B-GGUF", "Q8_0", 640, "Apache-2.0"),
          of("qwen3-1.7b", "Qwen/Qwen3-1.7B-GGUF", "Q8_0", 1_830, "Apache-2.0"),
          of("qwen3-4b", "Qwen/Qwen3-4B-GGUF", "Q4_K_M", 2_500, "Apache-2.0"),
          of(
              "qwen3-4b-instruct-2507",
              "unsloth/Qwen3-4B-Instruct-2507-GGUF",
              "Q4_K_M",
              2_500,
              "Apache-2.0"),
          of("qwen3-8b", "Qwen/Qwen3-8B-GGUF", "Q4_K_M", 5_030, "Apache-2.0"),
          of(
              "llama-3.2-1b",
              "bartowski/Llama-3.2-1B-Instruct-GGUF",
              "Q4_K_M",
              810,
              "Llama 3.2 Community"),
          of(
              "llama-3.2-3b",
              "bartowski/Llama-3.2-3B-Instruct-GGUF",
              "Q4_K_M",
              2_020,
              "Llama 3.2 Community"),
          of("gemma-3-1b", "ggml-org/gemma-3-1b-it-GGUF", "Q4_K_M", 810, "Gemma"),
          of("gemma-3-4b", "ggml-org/gemma-3-4b-it-GGUF", "Q4_K_M", 2_490, "Gemma"),
          of("phi-4-mini", "unsloth/Phi-4-mini-instruct-GGUF", "Q4_K_M", 2_490, "MIT"),
          of(
              "smollm2-1.7b",
              "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF",
              "Q4_K_M",
              1_060,
              "Apache-2.0"));

  private static SuggestedModel of(
      String name, String repository, String quantization, long megabytes, String licence) {
    return new SuggestedModel(name, repository, quantization, megabytes * 1_000_000, licence);
  }

  /** All of them, by family and then by size. */
  public static List<SuggestedModel> all() {
    return ALL;
  }

  static Optional<SuggestedModel> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ALL.stream().filter(model -> model.name().equals(lower)).findFirst();
  }
}
