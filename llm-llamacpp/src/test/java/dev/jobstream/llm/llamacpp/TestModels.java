package dev.jobstream.llm.llamacpp;

import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The models of the engine's tests: real GGUF files with random weights. */
final class TestModels {
  /** Gives the last message as the whole prompt. */
  static final String PLAIN_TEMPLATE = "{{ messages[-1]['content'] }}";

  private static final Path FOLDER = folder();

  private TestModels() {}

  private static Path folder() {
    try {
      Path folder = Path.of("target", "test-models");
      Files.createDirectories(folder);
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tiny model of llama's shape whose template passes the text through. */
  static Path llama() {
    return written("llama.gguf", TestGguf.llama().chatTemplate(PLAIN_TEMPLATE));
  }

  /** A tiny model of qwen3's shape whose template passes the text through. */
  static Path qwen3() {
    return written("qwen3.gguf", TestGguf.qwen3().chatTemplate(PLAIN_TEMPLATE));
  }

  /** A tiny model of qwen3's shape with a template of its family. */
  static Path qwen3Chat() {
    return written("qwen3-chat.gguf", TestGguf.qwen3());
  }

  /** A tiny model whose template opens a block of thinking itself. */
  static Path thinker() {
    return written(
        "thinker.gguf", TestGguf.qwen3().chatTemplate(PLAIN_TEMPLATE + "<think>{{ '\\n' }}"));
  }

  private static synchronized Path written(String name, TestGguf model) {
    Path file = FOLDER.resolve(name);
    if (!Files.exists(file)) {
      try {
        Path part = FOLDER.resolve(name + ".part");
        model.write(part);
        Files.move(part, file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }
}
