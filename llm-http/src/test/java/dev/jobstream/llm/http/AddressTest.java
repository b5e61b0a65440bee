package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080,http://localhost:8080/v1/chat/completions",
    "http://localhost:8080/,http://localhost:8080/v1/chat/completions",
    "http://localhost:8080/v1,http://localhost:8080/v1/chat/completions",
    "http://localhost:8080/v1/,http://localhost:8080/v1/chat/completions",
    "http://localhost:8080/v1/chat/completions,http://localhost:8080/v1/chat/completions",
    "https://openrouter.ai/api,https://openrouter.ai/api/v1/chat/completions",
    "https://api.groq.com/openai/v1,https://api.groq.com/openai/v1/chat/completions",
    "https://g.example/v1beta/openai/,https://g.example/v1beta/openai/chat/completions",
  })
  void openAisPathStandsBehindTheVersionWhichMayBeMissing(URI base, URI chat) {
    assertThat(ServerPaths.openAi(base, "/chat/completions")).isEqualTo(chat);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.anthropic.com",
        "https://api.anthropic.com/",
        "https://api.anthropic.com/v1",
        "https://api.anthropic.com/v1/messages"
      })
  void anthropicsAddressIsTakenInAnyForm(URI base) {
    assertThat(ServerPaths.anthropic(base, "/messages"))
        .isEqualTo(URI.create("https://api.anthropic.com/v1/messages"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h:1", "http://h:1/", "http://h:1/api", "http://h:1/v1/"})
  void ollamasAddressIsTakenInAnyForm(URI base) {
    assertThat(ServerPaths.ollama(base, "/chat")).isEqualTo(URI.create("http://h:1/api/chat"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',http://localhost:11434",
    "192.168.1.9,http://192.168.1.9:11434",
    "192.168.1.9:1,http://192.168.1.9:1",
    "0.0.0.0,http://localhost:11434",
    "0.0.0.0:80,http://localhost:80",
    ":11500,http://localhost:11500",
    "https://ollama.example,https://ollama.example",
    "https://ollama.example/at/,https://ollama.example/at/",
    "[::1]:9,http://[::1]:9",
  })
  void ollamaHostIsReadAsOllamaDoes(String variable, URI address) {
    assertThat(HttpProtocol.OLLAMA.defaultUri(Map.of("OLLAMA_HOST", variable))).isEqualTo(address);
  }

  @Test
  void aServiceIsKnownByItsAddress() {
    assertThat(OpenAiPreset.of(URI.create("https://api.deepseek.com")))
        .isEqualTo(OpenAiPreset.DEEPSEEK);
    assertThat(OpenAiPreset.of(URI.create("http://127.0.0.1:1234")))
        .as("a port proves nothing")
        .isEqualTo(OpenAiPreset.OTHER);
    assertThat(OpenAiPreset.of(URI.create("http://gpu.example:8000")))
        .isEqualTo(OpenAiPreset.OTHER);
    for (OpenAiPreset preset : OpenAiPreset.values()) {
      assertThat(OpenAiPreset.named(preset.id())).contains(preset);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a", "http://", "http://a b", "sk-my key", "http://a?key=1", "/v1"})
  void whatIsNoAddressIsRefusedWithoutBeingQuoted(String text) {
    assertThatThrownBy(() -> ServerOptions.at(text))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "The address of a server is not one that can be used. Write it as `http://localhost:8080` or `https://example.com/v1`.");
  }

  @Test
  void aLoginInAnAddressIsRefused() {
    assertThatThrownBy(() -> ServerOptions.at("http://me:secret@host"))
        .hasMessageContaining("must not hold a login")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aHeaderThatJavaDoesNotSendIsRefusedWithoutItsValue() {
    assertThatThrownBy(() -> ServerOptions.at("host").withHeader("Host", "secret"))
        .hasMessageContaining("The header `Host` cannot be sent")
        .hasMessageNotContaining("secret");
  }
}
