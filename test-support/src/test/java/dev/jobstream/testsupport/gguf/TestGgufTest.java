package dev.jobstream.testsupport.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestGgufTest {
  @TempDir Path folder;

  @Test
  void theSameSeedWritesTheSameFile() throws IOException {
    Path first = TestGguf.qwen3().write(folder.resolve("a.gguf"));
    Path second = TestGguf.qwen3().write(folder.resolve("b.gguf"));
    Path other = TestGguf.qwen3().seed(2).write(folder.resolve("c.gguf"));

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.mismatch(first, other)).isPositive();
  }

  @Test
  void rowsThatAreNoWholeNumberOfBlocksAreRefused() {
    assertThatThrownBy(() ->
            TestGguf.llama().weights(TestGguf.Weights.Q4_K_M).write(folder.resolve("model.gguf")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Tensor `token_embd.weight` has rows of 64 weights, but `Q6_K` stores 256 to a block. Choose a multiple.");
  }
}
