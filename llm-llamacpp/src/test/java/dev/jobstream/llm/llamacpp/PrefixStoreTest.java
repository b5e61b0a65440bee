package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model computed of a prompt's fixed beginning outlives the program and changes nothing. */
class PrefixStoreTest {
  private static final String RULES = "You read a job posting and fill in a form. ".repeat(12);

  @TempDir Path folder;

  @Test
  void afterARestartTheBeginningIsNotReadAgainAndTheAnswerIsTheSame() throws IOException {
    String plain = answer(LlamaOptions.defaults().withThreads(1, 1), 0);
    assertThat(answer(options(), 0)).isEqualTo(plain);
    assertThat(files()).hasSize(1);
    assertThat(answer(options(), beginningTokens())).isEqualTo(plain);
    assertThat(beginningTokens()).isGreaterThan(PromptPlan.SHORTEST_PIECE);
  }

  @Test
  void nothingIsKeptOfARequestThatDoesNotAllowIt() throws IOException {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), options())) {
      Streamed.of(
          model,
          ChatRequest.builder().system(RULES).user("A nurse. ".repeat(40)).maxTokens(4).build());
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws IOException {
    String plain = answer(options(), 0);
    Path file = files().getFirst();
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 8, 9, good.length / 2, good.length - 1, good.length}) {
      byte[] bad = Arrays.copyOf(good, length);
      if (length > 0) {
        bad[length / 2] ^= 1;
      }
      Files.write(file, bad);
      assertThat(answer(options(), 0)).as("%d bytes", length).isEqualTo(plain);
      assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }
  }

  @Test
  void whatAnotherFileOfTheSameNameComputedIsRemoved() throws IOException {
    Path copy = folder.resolve("model.gguf");
    Files.copy(TestModels.qwen3Chat(), copy);
    answer(copy, options(), 0);
    Path old = files().getFirst();
    Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    answer(copy, options(), 0);
    assertThat(files()).hasSize(1).doesNotContain(old);
  }

  @Test
  void otherSettingsComputeOtherNumbers() throws IOException {
    answer(options(), 0);
    answer(options().withFlashAttention(LlamaOptions.FlashAttention.OFF), 0);
    assertThat(files()).hasSize(1);
  }

  @Test
  void whatAKilledProgramLeftUnfinishedIsRemoved() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Path old = Files.createFile(cache.resolve("new1.part"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path beingWritten = Files.createFile(cache.resolve("new2.part"));
    answer(options(), 0);
    assertThat(old).doesNotExist();
    assertThat(beingWritten).exists();
  }

  @Test
  void aFolderThatCannotBeWrittenCostsTimeOnly() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    LlamaOptions options =
        LlamaOptions.defaults().withThreads(1, 1).withPrefixFolder(file.resolve("cache"));
    assertThat(answer(options, 0)).isNotEmpty();
  }

  private LlamaOptions options() {
    return LlamaOptions.defaults().withThreads(1, 1).withPrefixFolder(folder.resolve("cache"));
  }

  private static String answer(LlamaOptions options, int cachedTokens) {
    return answer(TestModels.qwen3Chat(), options, cachedTokens);
  }

  private static String answer(Path file, LlamaOptions options, int cachedTokens) {
    try (LlamaChatModel model = LlamaChatModel.open(file, options)) {
      Streamed streamed = Streamed.of(model, request("A nurse in Leeds. ".repeat(30)));
      assertThat(streamed.end().usage().cachedPromptTokens()).isEqualTo(cachedTokens);
      return streamed.text();
    }
  }

  /** How many tokens two prompts have in common, as the engine reuses them. */
  private int beginningTokens() {
    try (LlamaChatModel model =
        LlamaChatModel.open(TestModels.qwen3Chat(), LlamaOptions.defaults().withThreads(1, 1))) {
      Streamed.of(model, request("Something else. ".repeat(30)));
      return Streamed.of(model, request("A nurse in Leeds. ".repeat(30)))
          .end()
          .usage()
          .cachedPromptTokens();
    }
  }

  private static ChatRequest request(String text) {
    return ChatRequest.builder()
        .system(RULES)
        .user(text)
        .commonBeginning(true)
        .maxTokens(24)
        .build();
  }

  private List<Path> files() throws IOException {
    Path cache = folder.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }
}
