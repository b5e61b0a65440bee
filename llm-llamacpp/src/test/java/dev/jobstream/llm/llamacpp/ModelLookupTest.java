package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLookupTest {
  @TempDir Path home;
  private Path models;

  @BeforeEach
  void placeModels() throws IOException {
    models = home.resolve(".jobstream/models");
    GgufFiles.write(models.resolve("Qwen3-0.6B-Q4_K_M.gguf"), 100);
    GgufFiles.write(models.resolve("Qwen3-0.6B-Q8_0.gguf"), 100);
    GgufFiles.write(models.resolve("gemma-3-1b-it-q4_0.gguf"), 100);
    GgufFiles.write(home.resolve(".lmstudio/models/o/r/Llama-3.2-1B-Q4_K_M.gguf"), 100);
  }

  @Test
  void anExactIdIsFoundInAnyCase() {
    assertThat(find("qwen3-0.6b-q4_k_m").id()).isEqualTo("qwen3-0.6b-q4_k_m");
    assertThat(find(" Qwen3-0.6B-Q8_0 ").id()).isEqualTo("qwen3-0.6b-q8_0");
  }

  @Test
  void theBeginningOfJustOneIdIsEnough() {
    assertThat(find("gemma").id()).isEqualTo("gemma-3-1b-it-q4_0");
    assertThat(find("qwen3-0.6b-q4").id()).isEqualTo("qwen3-0.6b-q4_k_m");
  }

  @Test
  void theSourceMayBeLeftOut() {
    assertThat(find("llama-3.2-1b-q4_k_m").id()).isEqualTo("lmstudio/llama-3.2-1b-q4_k_m");
    assertThat(find("llama").id()).isEqualTo("lmstudio/llama-3.2-1b-q4_k_m");
  }

  @Test
  void aBeginningOfSeveralIdsIsRefusedWithAllOfThem() {
    assertThatThrownBy(() -> find("qwen3"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "The name `qwen3` fits 2 models: `qwen3-0.6b-q4_k_m`, `qwen3-0.6b-q8_0`. Write more of the one you mean.");
  }

  @Test
  void anUnknownNameIsToldWithTheNearestOnes() {
    assertThatThrownBy(() -> find("gema-3-1b"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(
            "There is no model `gema-3-1b` on this machine. The nearest are `gemma-3-1b-it-q4_0`,")
        .hasMessageEndingWith("get another with `jobstream models pull`.");
  }

  @Test
  void withoutAnyModelTheErrorSaysHowToGetOne() {
    ModelFinder empty = new ModelFinder(Map.of(), home.resolve("nobody"), List.of());

    assertThatThrownBy(() -> empty.find("qwen3"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "There is no model `qwen3`, nor any other on this machine. Put a GGUF file into `%s`, or get one with `jobstream models pull qwen3-1.7b`."
                .formatted(home.resolve("nobody/.jobstream/models")));
  }

  @Test
  void aPathNamesAFileAnywhere() throws IOException {
    Path file = GgufFiles.write(home.resolve("downloads/Some Model.gguf"), 150);

    assertThat(find(file.toString())).isEqualTo(new FoundModel("some-model", file, "file", 150));
    assertThat(find("~/downloads/Some Model.gguf").file()).isEqualTo(file);
  }

  @Test
  void thePathOfAFoundModelIsThatModel() {
    assertThat(find(models.resolve("gemma-3-1b-it-q4_0.gguf").toString()).id())
        .isEqualTo("gemma-3-1b-it-q4_0");
  }

  @Test
  void whatLiesAtAPathAndIsNoModelIsToldPlainly() throws IOException {
    Path page = Files.writeString(home.resolve("page.gguf"), "<html>");
    Path second = GgufFiles.write(home.resolve("big-00002-of-00002.gguf"), 100);

    assertRefused(
        home.resolve("missing.gguf").toString(),
        "The model file `%s` does not exist. Correct the path, or name a model's id such as `"
            .formatted(home.resolve("missing.gguf")));
    assertRefused(
        models.toString(), "The model `%s` is a folder. Name the GGUF file".formatted(models));
    assertRefused(page.toString(), "The file `%s` is not a GGUF model".formatted(page));
    assertRefused(
        second.toString(),
        "The file `%s` is a later part of a model. Name its first part, `big-00001-of-00002.gguf`."
            .formatted(second));
    assertRefused(" ", "The model's name is empty.");
  }

  private void assertRefused(String name, String messageStart) {
    assertThatThrownBy(() -> find(name))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(messageStart);
  }

  private FoundModel find(String name) {
    return new ModelFinder(Map.of(), home, List.of()).find(name);
  }
}
