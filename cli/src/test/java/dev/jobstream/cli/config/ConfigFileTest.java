package dev.jobstream.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.ThrottledChatModel.Limits;
import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.http.HttpTimeouts;
import dev.jobstream.llm.http.RetryPolicy;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.tracker.PostingAnalyzer.FactsAsked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
  @TempDir Path home;

  @Test
  void withoutAFileEverythingIsAsTheLibrariesHaveIt() {
    Config config = file(Map.of()).load(null);

    assertThat(config.engine()).isEqualTo(LlamaOptions.defaults());
    assertThat(config.defaultModel()).isEmpty();
    assertThat(config.localOnly()).isFalse();
    assertThat(config.configuredBackends()).isEmpty();
    BackendSettings ollama = config.backend("ollama");
    assertThat(ollama.url()).isEqualTo(URI.create("http://localhost:11434"));
    assertThat(ollama.timeouts()).isEqualTo(HttpTimeouts.defaults());
    assertThat(ollama.retry()).isEqualTo(RetryPolicy.defaults());
    assertThat(ollama.limits()).isEmpty();
    assertThat(config.settings().all()).noneMatch(Setting::isSet);
  }

  @Test
  void everySettingReachesItsPlace() {
    Config config =
        load(
            """
            model: anywhere
            local-only: yes
            chains:
              anywhere: [tiny, "ollama:qwen3:1.7b"]
            analysis: {max-tokens: 2_000, temperature: 0.5, leave-out-facts: yes}
            engine:
              context-tokens: 16,384
              batch-tokens: 256
              threads: 3
              batch-threads: 4
              contexts: 2
              queue: 5
              gpu-layers: 7
              flash-attention: on
              parallel-fields: yes
            display: {in-process: 100ms, http: 0ms}
            backends:
              ollama:
                url: https://gpu.example:443
                key-file: ./ollama.key
                headers:
                  X-Team: jobs
                context-tokens: 4096
                keep-alive: 30m
                timeouts: {connect: 500ms, first-byte: 1h, idle: 90s, total: 2h}
                retry: {attempts: 1, longest-pause: 5s}
                limits: {concurrent: 2, per-minute: 30, queue: 7}
              work:
                protocol: openai
                url: http://localhost:9000/v1
                key-env: WORK_KEY
                streaming: no
            """);

    assertThat(config.defaultModel()).contains(new ModelName.Chain("anywhere"));
    assertThat(config.localOnly()).isTrue();
    assertThat(config.chains())
        .containsEntry(
            "anywhere",
            List.of(
                new ModelName.Gguf("tiny"), new ModelName.Served("ollama", "qwen3:1.7b", null)));
    assertThat(config.analysis()).isEqualTo(new Config.Analysis(2000, 0.5, FactsAsked.NEVER));
    assertThat(config.engine())
        .isEqualTo(
            new LlamaOptions(
                16_384,
                256,
                3,
                4,
                2,
                5,
                7,
                LlamaOptions.FlashAttention.ON,
                LlamaOptions.CacheType.F16,
                null,
                true,
                null));
    assertThat(config.display())
        .isEqualTo(new Config.Display(Duration.ofMillis(100), Duration.ZERO));
    BackendSettings ollama = config.backend("ollama");
    assertThat(ollama.url()).isEqualTo(URI.create("https://gpu.example:443"));
    assertThat(ollama.keyFile()).contains(home.resolve("ollama.key"));
    assertThat(ollama.headers()).isEqualTo(Map.of("X-Team", "jobs"));
    assertThat(ollama.contextTokens()).contains(4096);
    assertThat(ollama.keepAlive()).contains(Duration.ofMinutes(30));
    assertThat(ollama.timeouts())
        .isEqualTo(
            new HttpTimeouts(
                Duration.ofMillis(500),
                Duration.ofHours(1),
                Duration.ofSeconds(90),
                Duration.ofHours(2)));
    assertThat(ollama.retry().attempts()).isEqualTo(1);
    assertThat(ollama.retry().longestPause()).isEqualTo(Duration.ofSeconds(5));
    assertThat(ollama.limits()).contains(new Limits(2, 30, 7));
    BackendSettings work = config.backend("work");
    assertThat(work.protocol()).isEqualTo(HttpProtocol.OPENAI);
    assertThat(work.keyVariable()).contains("WORK_KEY");
    assertThat(work.usualKeyVariable()).isEmpty();
    assertThat(work.streaming()).isFalse();
    assertThat(config.backendNames()).contains("work", "openrouter", "anthropic");
  }

  @ParameterizedTest
  @CsvSource({"yes, NEVER", "no, ALWAYS", "auto, AUTO"})
  void factsAreLeftOutAsTheSettingSays(String leaveOut, FactsAsked asked) {
    assertThat(load("analysis: {leave-out-facts: " + leaveOut + "}\n").analysis().factsAsked())
        .isEqualTo(asked);
    assertThat(load("").analysis().factsAsked()).isEqualTo(FactsAsked.AUTO);
  }

  @Test
  void aProfileGoesBeforeTheRestAndOnlyWhereItSaysSomething() {
    String text =
        """
        model: tiny
        engine: {threads: 3, contexts: 2}
        profiles:
          fast:
            model: ollama:qwen3
            engine: {threads: 8}
          private: {local-only: yes}
        """;

    Config plain = load(text);
    assertThat(plain.profile()).isNull();
    assertThat(plain.profiles()).containsExactly("fast", "private");
    Config fast = file(Map.of()).load("fast");
    assertThat(fast.profile()).isEqualTo("fast");
    assertThat(fast.defaultModel()).contains(new ModelName.Served("ollama", "qwen3", null));
    assertThat(fast.engine().threads()).isEqualTo(8);
    assertThat(fast.engine().contexts()).isEqualTo(2);
    assertThat(origin(fast, "engine.threads")).isEqualTo("config.yaml:6 (profile fast)");
    assertThat(origin(fast, "engine.contexts")).isEqualTo("config.yaml:2");
    assertThat(origin(fast, "engine.queue")).isEqualTo("default");
    assertThat(origin(fast, "profile")).isEqualTo("option: --profile");
  }

  @Test
  void theOptionGoesBeforeTheVariableAndThatBeforeTheFile() {
    write(
        """
        profile: a
        profiles:
          a: {model: of-a}
          b: {model: of-b}
          c: {model: of-c}
        """);

    assertThat(file(Map.of()).load(null).model()).hasToString("of-a");
    ConfigFile withVariable = file(Map.of("JOBSTREAM_PROFILE", "b"));
    assertThat(withVariable.load(null).model()).hasToString("of-b");
    assertThat(withVariable.load("c").model()).hasToString("of-c");
    Config named = file(Map.of("JOBSTREAM_MODEL", "ollama:qwen3")).load("c");
    assertThat(named.model()).hasToString("ollama:qwen3");
    assertThat(origin(named, "model")).isEqualTo("environment: JOBSTREAM_MODEL");
  }

  @Test
  void theVariablesOfOtherProgramsSayWhereTheirServersAre() {
    Map<String, String> environment =
        Map.of("OLLAMA_HOST", "0.0.0.0:11500", "ANTHROPIC_BASE_URL", "http://localhost:9999");
    Config config = file(environment).load(null);

    assertThat(config.backend("ollama").url()).isEqualTo(URI.create("http://localhost:11500"));
    assertThat(config.backend("anthropic").url()).isEqualTo(URI.create("http://localhost:9999"));
    assertThat(origin(config, "backends.ollama.url")).isEqualTo("environment: OLLAMA_HOST");

    write("backends: {ollama: {url: http://localhost:1}}");
    assertThat(file(environment).load(null).backend("ollama").url())
        .isEqualTo(URI.create("http://localhost:1"));
  }

  @Test
  void aServiceKeepsTheVariableOfItsKeyWhereverItIs() {
    Config config = load("backends: {openai: {url: http://localhost:9000}}");

    assertThat(config.backend("openai").usualKeyVariable()).contains("OPENAI_API_KEY");
    assertThat(config.backend("groq").usualKeyVariable()).contains("GROQ_API_KEY");
    assertThat(config.backend("llama-server").usualKeyVariable()).isEmpty();
  }

  @Test
  void anEmptyFileAndEmptySectionsSayNothing() {
    for (String text :
        new String[] {"", "# nothing\n", "---\n", "backends:\nprofiles:\nengine:\n"}) {
      assertThat(load(text).settings().all()).as(text).noneMatch(Setting::isSet);
    }
  }

  @Test
  void anAliasStandsForWhatItNames() {
    Config config =
        load(
            """
            backends:
              a: &here {protocol: openai, url: http://localhost:1}
              b: *here
            """);

    assertThat(config.backend("b").url()).isEqualTo(URI.create("http://localhost:1"));
  }

  @Test
  void anAliasOfItselfIsRefused() {
    assertThatThrownBy(() -> load("backends: &all {a: *all}")).isInstanceOf(ConfigException.class);
  }

  private static String origin(Config config, String path) {
    return config.settings().all().stream()
        .filter(setting -> setting.path().equals(path))
        .findFirst()
        .orElseThrow()
        .origin()
        .toString();
  }

  private Config load(String text) {
    write(text);
    return file(Map.of()).load(null);
  }

  private void write(String text) {
    try {
      Files.writeString(home.resolve("config.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConfigFile file(Map<String, String> environment) {
    return new ConfigFile(home.resolve("config.yaml"), environment);
  }
}
