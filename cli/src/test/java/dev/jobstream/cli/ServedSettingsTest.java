package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.Sampling;
import dev.jobstream.testsupport.ScriptedChatModel;
import dev.jobstream.testsupport.gguf.TestGguf;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.testsupport.http.ScriptedServer;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.web.Models;
import dev.jobstream.web.Settings;
import dev.jobstream.web.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that change while the server runs, and the models under them. */
final class ServedSettingsTest {
  @TempDir Path home;

  @BeforeEach
  void aModelLiesInTheFolder() throws IOException {
    Path models = Files.createDirectories(home.resolve(".jobstream/models"));
    TestGguf.qwen3().write(models.resolve("tiny.gguf"));
  }

  private Assembly assembly(Map<String, String> environment) {
    return new Assembly(
        environment,
        home,
        (file, options) -> OpenModel.inProcess(ScriptedChatModel.answering("{}"), () -> {}),
        page -> {});
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(home.resolve(".jobstream/config.yaml"), yaml);
  }

  /** No other server is asked: none is there. */
  private static String onlyAt(ScriptedServer server) {
    return """
    backends:
      ollama: {url: 'http://127.0.0.1:1'}
      llama-server: {url: 'http://127.0.0.1:1'}
      lm-studio: {url: 'http://127.0.0.1:1'}
      vllm: {url: 'http://127.0.0.1:1'}
      work:
        protocol: anthropic
        url: %s
    """
        .formatted(server.uri());
  }

  @Test
  void theModelThatIsChosenIsKeptInTheFileAndReadsAtOnce() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(WireProtocol.ANTHROPIC, ScriptedAnswer.written("{}"))) {
      Path file = config("# Mine.\n" + onlyAt(server));
      Assembly assembly = assembly(Map.of());
      LiveConfig config = new LiveConfig(assembly.configFile(), null);
      ServedSettings settings = new ServedSettings(assembly, config);
      try (ServedModels models = new ServedModels(assembly, config)) {
        assertThat(models.forPostings().orElseThrow().key()).isEqualTo("jobstream/tiny");
        assertThat(settings.model().value()).isEmpty();

        // Without its key the server says nothing.
        assertThat(models.choosable()).extracting(Models.Choosable::name).containsExactly("tiny");
        settings.keepKey("work", ScriptedServer.KEY);
        String name = "work:" + ScriptedServer.MODEL;
        assertThat(models.choosable())
            .extracting(Models.Choosable::name)
            .containsExactly("tiny", name);

        assertThat(models.chooseForPostings("served/" + name)).isTrue();
        assertThat(models.forPostings().orElseThrow().where()).startsWith("work at 127.0.0.1");
        assertThat(settings.model().value()).isEqualTo(name);
        assertThat(file).content().startsWith("# Mine.\n").endsWith("model: " + name + "\n");

        assertThat(models.chooseForPostings("jobstream/tiny")).isTrue();
        assertThat(file).content().endsWith("model: tiny\n");
        assertThat(models.all()).extracting(Models.Usable::key).containsOnlyOnce("jobstream/tiny");
        assertThat(models.chooseForPostings("jobstream/other")).isFalse();
      }
    }
  }

  @Test
  void aVariableGoesBeforeTheFileAndTheChoiceHoldsUntilTheEnd() throws IOException {
    Path file = config("display: {http: 10ms}\n");
    Assembly assembly = assembly(Map.of("JOBSTREAM_MODEL", "nothing-here"));
    LiveConfig config = new LiveConfig(assembly.configFile(), null);
    try (ServedModels models = new ServedModels(assembly, config)) {
      assertThat(models.chooseForPostings("jobstream/tiny")).isTrue();
      assertThat(models.forPostings().orElseThrow().key()).isEqualTo("jobstream/tiny");
    }
    assertThat(file).hasContent("display: {http: 10ms}\n");
    assertThat(new ServedSettings(assembly, config).model().from())
        .isEqualTo("environment: JOBSTREAM_MODEL");
  }

  @Test
  void thePagesAskAsTheSettingsSay() throws IOException {
    config("analysis: {max-tokens: 99, temperature: 0.5, leave-out-facts: yes}\n");
    Assembly assembly = assembly(Map.of());
    LiveConfig config = new LiveConfig(assembly.configFile(), null);
    try (ServedModels models = new ServedModels(assembly, config)) {
      assertThat(models.forPostings().orElseThrow().reading())
          .isEqualTo(
              PostingAnalyzer.Options.defaults()
                  .withMaxTokens(99)
                  .withSampling(Sampling.temperature(0.5))
                  .withFactsAsked(PostingAnalyzer.FactsAsked.NEVER));
    }
  }

  @Test
  void theDisplayIsPacedAnewAtOnceAndTheWeightsStayInMemory() throws IOException {
    Path file = config("display: {http: 10ms}\n");
    Assembly assembly = assembly(Map.of());
    LiveConfig config = new LiveConfig(assembly.configFile(), null);
    ServedSettings settings = new ServedSettings(assembly, config);
    try (ServedModels models = new ServedModels(assembly, config)) {
      Models.Usable before = models.forPostings().orElseThrow();
      assertThat(before.updateInterval()).isEqualTo(Duration.ofMillis(50));
      settings.setDisplay(Duration.ofMillis(80), Duration.ofSeconds(1));
      Models.Usable after = models.forPostings().orElseThrow();
      assertThat(after.updateInterval()).isEqualTo(Duration.ofMillis(80));
      assertThat(after.model()).isSameAs(before.model());
      assertThat(file).hasContent("display: {in-process: 80ms, http: 1000ms}\n");
      assertThat(settings.display().inProcess().from()).isEqualTo("config.yaml:1");
      assertThatThrownBy(() -> settings.setDisplay(Duration.ofSeconds(6), Duration.ZERO))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("`6000ms`; it must be a time from 0ms to 5s");
    }
  }

  @Test
  void backendsAreTheEngineAndTheServersEachWithItsKey() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(WireProtocol.ANTHROPIC, ScriptedAnswer.written("{}"))) {
      config(onlyAt(server));
      Assembly assembly =
          assembly(Map.of("OPENROUTER_API_KEY", "sk-usual", "WORK_KEY", ScriptedServer.KEY));
      LiveConfig config = new LiveConfig(assembly.configFile(), null);
      ServedSettings settings = new ServedSettings(assembly, config);

      Settings.Backend unkeyed = settings.backend("work");
      assertThat(unkeyed.state()).isEqualTo(Settings.State.UNREACHABLE);
      settings.keepKey("work", ScriptedServer.KEY);
      Settings.Backend work = settings.backend("work");
      assertThat(work.state()).isEqualTo(Settings.State.REACHABLE);
      assertThat(work.models()).containsExactly(ScriptedServer.MODEL);
      assertThat(work.key())
          .isEqualTo(
              new Settings.Key(
                  Settings.KeyPlace.KEPT,
                  home.resolve(".jobstream/keys/work.key").toAbsolutePath().toString()));

      List<Settings.Backend> all = settings.backends();
      assertThat(all.getFirst().name()).isEqualTo("llama.cpp");
      assertThat(all)
          .filteredOn(backend -> backend.name().equals("openrouter"))
          .singleElement()
          .satisfies(backend -> {
            assertThat(backend.state()).isEqualTo(Settings.State.NOT_ASKED);
            assertThat(backend.key())
                .isEqualTo(
                    new Settings.Key(Settings.KeyPlace.USUAL, "the variable OPENROUTER_API_KEY"));
          });
      assertThat(settings.services()).contains("openrouter", "anthropic").doesNotContain("work");

      settings.forgetKey("work");
      assertThat(settings.backend("work").state()).isEqualTo(Settings.State.UNREACHABLE);
      assertThatThrownBy(() -> settings.keepKey("wrok", "x"))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("no backend `wrok`");
      assertThatThrownBy(() -> settings.keepKey("work", "two words"))
          .isInstanceOf(SettingsException.class)
          .hasMessageNotContaining("two words");
    }
  }

  @Test
  void aKeyThatTheFileNamesIsNotReplacedHere() throws IOException {
    config("backends: {openai: {key-env: MY_KEY}}\n");
    Assembly assembly = assembly(Map.of());
    ServedSettings settings =
        new ServedSettings(assembly, new LiveConfig(assembly.configFile(), null));
    assertThatThrownBy(() -> settings.keepKey("openai", "sk-1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the variable MY_KEY (config.yaml:1)")
        .hasMessageNotContaining("sk-1");
    assertThat(home.resolve(".jobstream/keys")).doesNotExist();
  }
}
