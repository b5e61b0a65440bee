package dev.jobstream.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNameTest {
  private static final Set<String> BACKENDS = Set.of("ollama", "openai", "lm-studio", "work");
  private static final Set<String> CHAINS = Set.of("anywhere");

  @ParameterizedTest
  @CsvSource({
    "ollama:qwen3:0.6b, ollama, qwen3:0.6b,",
    "ollama:qwen3:0.6b@http://host:11434, ollama, qwen3:0.6b, http://host:11434",
    "openai:qwen/qwen3-8b:free, openai, qwen/qwen3-8b:free,",
    "openai:claude@20240229, openai, claude@20240229,",
    "openai:claude@20240229@https://example.com/v1, openai, claude@20240229, https://example.com/v1",
    "openai:@cf/meta/llama, openai, @cf/meta/llama,",
    "openai:a@b@HTTPS://Example.com, openai, a@b, HTTPS://Example.com",
    "ollama:qwen3@localhost:11434, ollama, qwen3, http://localhost:11434",
    "ollama:hf.co/org/repo-GGUF:Q4_K_M, ollama, hf.co/org/repo-GGUF:Q4_K_M,",
    "ollama:qwen3@[::1]:11434, ollama, qwen3, http://[::1]:11434",
    "work:m@http://[::1]:8080/v1, work, m, http://[::1]:8080/v1",
    "OLLAMA:Qwen3, ollama, Qwen3,",
    "'  ollama:qwen3  ', ollama, qwen3,"
  })
  void whatStandsBehindABackendAndAColonIsAModelOfItsServer(
      String written, String backend, String model, String url) {
    assertThat(parse(written))
        .isEqualTo(new ModelName.Served(backend, model, url == null ? null : URI.create(url)));
  }

  @ParameterizedTest
  @CsvSource({"lmstudio:qwen, lm-studio", "lm_studio:qwen, lm-studio"})
  void hyphensInABackendsNameMayBeLeftOut(String written, String backend) {
    assertThat(parse(written)).isEqualTo(new ModelName.Served(backend, "qwen", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qwen3-0.6b-q8_0",
        "ollama/qwen3:0.6b",
        "qwen3:0.6b",
        "models/tiny.gguf",
        "./ollama:file.gguf",
        "C:\\models\\tiny.gguf",
        "http://localhost:11434",
        "user@host"
      })
  void everythingElseIsAModelOnThisMachine(String written) {
    assertThat(parse(written)).isEqualTo(new ModelName.Gguf(written));
  }

  @Test
  void theNameOfAChainGoesFirst() {
    assertThat(parse("anywhere")).isEqualTo(new ModelName.Chain("anywhere"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ollama:", "ollama: ", "openai:@http://localhost:8080"})
  void aBackendWithoutAModelIsRefusedWithTheWayToAList(String written) {
    assertThatThrownBy(() -> parse(written))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageContaining("names no model")
        .hasMessageContaining("jobstream models --backend");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai:m@https://user:secret@example.com",
        "openai:m@http://exa mple",
        "openai:m@http://",
        "openai:m@https://example.com?key=secret"
      })
  void aWrongAddressIsRefusedWithoutBeingQuoted(String written) {
    assertThatThrownBy(() -> parse(written))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .message()
        .contains("must be a web address")
        .doesNotContain("secret")
        .doesNotContain("exa mple");
  }

  @Test
  void aNameIsWrittenAsItIsRead() {
    for (String name : new String[] {"ollama:qwen3:0.6b@http://host:11434", "tiny", "anywhere"}) {
      assertThat(parse(name)).hasToString(name);
    }
  }

  @Test
  void aMisspeltBackendIsFound() {
    assertThat(ModelName.backendMeant("olama:qwen3", BACKENDS)).contains("ollama");
    assertThat(ModelName.backendMeant("qwen3:0.6b", BACKENDS)).isEmpty();
    assertThat(ModelName.backendMeant("tiny", BACKENDS)).isEmpty();
  }

  private static ModelName parse(String written) {
    return ModelName.parse(written, BACKENDS, CHAINS);
  }
}
