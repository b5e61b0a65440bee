package dev.jobstream.bench;

import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model of a benchmark that is not about speed: a file, or a tiny one with random weights. */
final class TinyModel {
  @Option(
      names = "--model",
      paramLabel = "GGUF",
      description = "The model's file; without it, a tiny one with random weights.")
  @Nullable Path file;

  /** The model's file; one that was written for this is deleted when the process ends. */
  Path path() throws IOException {
    if (file != null) {
      return file;
    }
    Path tiny = Files.createTempFile("jobstream-bench", ".gguf");
    tiny.toFile().deleteOnExit();
    return TestGguf.qwen3().write(tiny);
  }
}
