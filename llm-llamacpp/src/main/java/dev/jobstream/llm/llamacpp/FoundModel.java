package dev.jobstream.llm.llamacpp;

import java.nio.file.Path;

/**
 * A GGUF model that lies on this machine.
 *
 * @param id a short name, unique among the found ones, such as {@code qwen3-0.6b-q4_k_m} or {@code
 *     ollama/qwen3:0.6b}; lower case
 * @param file the file to load; of a model in several parts, the first
 * @param source who keeps it: {@code jobstream}, {@code built-in}, {@code ollama}, {@code
 *     lmstudio}, {@code huggingface}, {@code llama.cpp}; {@code file} if it was named by its path
 * @param fileBytes the size in bytes, all parts together
 */
public record FoundModel(String id, Path file, String source, long fileBytes) {}
