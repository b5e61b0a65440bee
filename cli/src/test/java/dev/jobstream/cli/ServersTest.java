package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.testsupport.http.ScriptedServer;
import dev.jobstream.testsupport.http.WireProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands with models behind servers. */
final class ServersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSTING = "Gardener for roof gardens\nExample Gardens Ltd, Leeds\n";
  private static final ScriptedAnswer ANSWER =
      ScriptedAnswer.written(
          """
          {"title":"Gardener for roof gardens","company":"Example Gardens Ltd",\
          "location":"Leeds","type":"","seniority":"","industry":"Horticulture","skills":[],\
          "tags":[],"salary":"","source_url":"","date_posted":""}\
          """);

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource(WireProtocol.class)
  void aPostingIsReadByAModelOfAnyServer(WireProtocol protocol) throws IOException {
    try (ScriptedServer server = ScriptedServer.start(protocol, ANSWER)) {
      TestSession session = session(protocol, server).input(POSTING);

      assertThat(session.run("analyze", "--json", "--model", name(protocol), "-"))
          .as(session.err())
          .isEqualTo(ExitCode.DONE);
      JsonNode result = JSON.readTree(session.out());
      assertThat(result.path("company").asText()).isEqualTo("Example Gardens Ltd");
      assertThat(result.path("industry").asText()).isEqualTo("Horticulture");
      assertThat(result.path("model").asText()).isEqualTo(name(protocol));
      assertThat(server.chats()).hasSize(1);
    }
  }

  @Test
  void anAddressBehindTheNameGoesBeforeTheSettings() {
    try (ScriptedServer server = ScriptedServer.start(WireProtocol.OLLAMA, ANSWER)) {
      TestSession session =
          new TestSession(home)
              .config("backends: {ollama: {url: 'http://127.0.0.1:1'}}")
              .input(POSTING);

      assertThat(
              session.run(
                  "analyze", "--model", "ollama:" + ScriptedServer.MODEL + "@" + server.uri(), "-"))
          .as(session.err())
          .isEqualTo(ExitCode.DONE);
      assertThat(session.out()).contains("Horticulture");
    }
  }

  @Test
  void theKeyOfABackendDoesNotGoToAnotherAddress() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(WireProtocol.OPENAI, ANSWER)) {
      TestSession session =
          new TestSession(home)
              .environment(Map.of("OPENAI_API_KEY", ScriptedServer.KEY))
              .input(POSTING);

      assertThat(
              session.run(
                  "analyze", "--model", "openai:" + ScriptedServer.MODEL + "@" + server.uri(), "-"))
          .as(session.err())
          .isEqualTo(ExitCode.DONE);
      assertThat(session.out()).contains("Horticulture");
      JsonNode sent = server.exchanges().getFirst().json();
      assertThat(sent.has("max_tokens")).as("the words of a server that is not OpenAI's").isTrue();
      assertThat(sent.has("max_completion_tokens")).isFalse();
      assertThat(server.exchanges()).isNotEmpty();
      assertThat(server.exchanges().getFirst().header("Authorization")).isNullOrEmpty();
    }
  }

  @Test
  void aKeyComesFromAFileThatOnlyItsOwnerMayRead() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(WireProtocol.ANTHROPIC, ANSWER)) {
      Path key = Files.createDirectories(home.resolve(".jobstream")).resolve("a.key");
      Files.writeString(key, ScriptedServer.KEY + "\n");
      key.toFile().setReadable(false, false);
      key.toFile().setReadable(true, true);
      key.toFile().setWritable(false, false);
      key.toFile().setWritable(true, true);
      String settings =
          "backends: {anthropic: {url: '%s', key-file: ./a.key}}".formatted(server.uri());

      TestSession session = new TestSession(home).config(settings).input(POSTING);
      assertThat(session.run("analyze", "--model", name(WireProtocol.ANTHROPIC), "-"))
          .as(session.err())
          .isEqualTo(ExitCode.DONE);

      key.toFile().setReadable(true, false);
      TestSession open = new TestSession(home).config(settings).input(POSTING);
      assertThat(open.run("analyze", "--model", name(WireProtocol.ANTHROPIC), "-"))
          .isEqualTo(ExitCode.NO_MODEL);
      assertThat(open.err()).contains("chmod 600").doesNotContain(ScriptedServer.KEY);
    }
  }

  @Test
  void aVariableThatIsNotSetIsTold() {
    TestSession session =
        new TestSession(home)
            .config("backends: {openrouter: {key-env: NO_SUCH_KEY}}")
            .input(POSTING);

    assertThat(session.run("analyze", "--model", "openrouter:x", "-")).isEqualTo(ExitCode.NO_MODEL);
    assertThat(session.err())
        .contains(
            "The variable `NO_SUCH_KEY`, which `backends.openrouter.key-env` names, is not set.");
  }

  @Test
  void whereOnlyThisMachineIsAllowedNoOtherServerIsAsked() {
    TestSession session =
        new TestSession(home)
            .config("profiles: {private: {local-only: yes}}")
            .environment(Map.of("JOBSTREAM_PROFILE", "private"))
            .input(POSTING);

    assertThat(session.run("analyze", "--model", "openrouter:x", "-")).isEqualTo(ExitCode.NO_MODEL);
    assertThat(session.err())
        .contains("only servers on this machine (`local-only`, profile `private`)");
  }

  @Test
  void aChainGoesOnWithTheNextModelAndSaysWhy() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(WireProtocol.OPENAI, ANSWER)) {
      TestSession session =
          new TestSession(home)
              .config(
                  """
                  model: anywhere
                  chains:
                    anywhere: [missing, "ollama:x", "work:%s"]
                  backends:
                    ollama: {url: "http://127.0.0.1:1"}
                    work: {protocol: openai, url: "%s/v1", key-env: WORK_KEY}
                  """
                      .formatted(ScriptedServer.MODEL, server.uri()))
              .environment(Map.of("WORK_KEY", ScriptedServer.KEY))
              .input(POSTING);

      assertThat(session.run("analyze", "--json", "-")).as(session.err()).isEqualTo(ExitCode.DONE);
      assertThat(JSON.readTree(session.out()).path("model").asText())
          .isEqualTo("work:" + ScriptedServer.MODEL);
      assertThat(session.err())
          .contains("`missing` did not answer, so `ollama:x` was asked. There is no model")
          .contains("`ollama:x` did not answer, so `work:scripted:1b` was asked. The server");
    }
  }

  @Test
  void backendsAreRowsWhetherTheyCanBeReachedOrNot() throws IOException {
    try (ScriptedServer ollama = ScriptedServer.start(WireProtocol.OLLAMA, ANSWER);
        ScriptedServer openAi = ScriptedServer.start(WireProtocol.OPENAI, ANSWER)) {
      TestSession session =
          new TestSession(home)
              .config(settings(ollama, openAi))
              .environment(Map.of("WORK_KEY", ScriptedServer.KEY));

      assertThat(session.run("backends")).as(session.err()).isEqualTo(ExitCode.DONE);
      assertThat(session.out())
          .contains("reachable · " + ollama.uri())
          .contains("1 model: scripted:1b")
          .contains("not reachable · http://127.0.0.1:1")
          .contains("not asked · https://openrouter.ai/api/v1");

      TestSession json =
          new TestSession(home)
              .config(settings(ollama, openAi))
              .environment(Map.of("WORK_KEY", ScriptedServer.KEY));
      assertThat(json.run("backends", "ollama", "vllm", "work", "--json")).isEqualTo(0);
      JsonNode rows = JSON.readTree(json.out());
      assertThat(rows.path(0).path("state").asText()).isEqualTo("REACHABLE");
      assertThat(rows.path(0).path("models").path(0).path("name").asText())
          .isEqualTo(ScriptedServer.MODEL);
      assertThat(rows.path(1).path("state").asText()).isEqualTo("UNREACHABLE");
      assertThat(rows.path(1).path("error").asText()).contains("cannot be reached");
      assertThat(rows.path(2).path("state").asText()).isEqualTo("REACHABLE");
      assertThat(rows.path(2).path("protocol").asText()).isEqualTo("openai");
    }
  }

  @Test
  void aBackendThatNobodyKnowsIsToldWithTheNearest() {
    TestSession session = new TestSession(home);

    assertThat(session.run("backends", "olama")).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("There is no backend `olama`. Did you mean `ollama`?");
  }

  @Test
  void theModelsOfServersAreListedByTheNamesTheyAreUsedBy() throws IOException {
    try (ScriptedServer ollama = ScriptedServer.start(WireProtocol.OLLAMA, ANSWER);
        ScriptedServer openAi = ScriptedServer.start(WireProtocol.OPENAI, ANSWER)) {
      TestSession all =
          new TestSession(home)
              .config(settings(ollama, openAi))
              .environment(Map.of("WORK_KEY", ScriptedServer.KEY));
      assertThat(all.run("models", "--servers", "--json")).as(all.err()).isEqualTo(0);
      assertThat(JSON.readTree(all.out()).findValuesAsText("id"))
          .contains("ollama:scripted:1b", "work:scripted:1b");

      TestSession one = new TestSession(home).config(settings(ollama, openAi));
      assertThat(one.run("models", "--backend", "ollama")).isEqualTo(0);
      assertThat(one.out()).contains("ollama:scripted:1b");

      TestSession none = new TestSession(home).config(settings(ollama, openAi));
      assertThat(none.run("models", "--backend", "vllm")).isEqualTo(ExitCode.FAILED);
      assertThat(none.err()).contains("`http://127.0.0.1:1` cannot be reached");
    }
  }

  @ParameterizedTest
  @EnumSource(WireProtocol.class)
  void theLabCancelsAServerHalfWay(WireProtocol protocol) throws IOException {
    ScriptedAnswer endless = ScriptedAnswer.of("word ").withEnd(ScriptedAnswer.End.NEVER);
    try (ScriptedServer server =
        ScriptedServer.start(protocol, ScriptedAnswer.of("Yes")).next(endless)) {
      TestSession session = session(protocol, server);

      assertThat(
              session.run(
                  "lab",
                  "Count.",
                  "-m",
                  name(protocol),
                  "--probe-cancel",
                  "--max-tokens",
                  "20",
                  "--json"))
          .as(session.err())
          .isEqualTo(0);
      JsonNode answer = JSON.readTree(session.out()).path("answers").path(0);
      assertThat(answer.path("outcome").asText()).isEqualTo("CANCELLED");
      assertThat(answer.path("cancel").path("untilEndMs").isNumber()).isTrue();
      // Ollama answers one request after the other, so it alone is asked once more.
      assertThat(server.chats()).hasSize(protocol == WireProtocol.OLLAMA ? 2 : 1);
    }
  }

  @Test
  void ollamaIsToldToGetAModelAndItsProgressIsShown() {
    try (ScriptedServer server = ScriptedServer.start(WireProtocol.OLLAMA, ANSWER)) {
      TestSession session = session(WireProtocol.OLLAMA, server);
      assertThat(session.run("models", "pull", "ollama:qwen3:0.6b")).as(session.err()).isEqualTo(0);
      assertThat(session.out())
          .isEqualTo("`ollama:qwen3:0.6b` is on the server `%s`.\n".formatted(server.uri()));
      assertThat(session.err()).contains("100 % of 1 MB");

      TestSession missing = session(WireProtocol.OLLAMA, server);
      assertThat(missing.run("models", "pull", "ollama:missing")).isEqualTo(ExitCode.FAILED);
      assertThat(missing.err()).contains("could not get the model `missing`");
    }
  }

  @Test
  void aServerIsToldToGetAModelOnlyIfItCan() {
    TestSession session = new TestSession(home);

    assertThat(session.run("models", "pull", "openai:gpt-5")).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("only Ollama can");
  }

  private static String settings(ScriptedServer ollama, ScriptedServer openAi) {
    return """
    backends:
      ollama: {url: "%s"}
      work: {protocol: openai, url: "%s", key-env: WORK_KEY}
      llama-server: {url: "http://127.0.0.1:1"}
      lm-studio: {url: "http://127.0.0.1:1"}
      vllm: {url: "http://127.0.0.1:1"}
    """
        .formatted(ollama.uri(), openAi.uri());
  }

  /** A session whose backend of the protocol's name is the server. */
  private TestSession session(WireProtocol protocol, ScriptedServer server) {
    return new TestSession(home)
        .config(
            "backends: {%s: {url: '%s', key-env: TEST_KEY}}".formatted(id(protocol), server.uri()))
        .environment(Map.of("TEST_KEY", ScriptedServer.KEY));
  }

  private static String name(WireProtocol protocol) {
    return id(protocol) + ":" + ScriptedServer.MODEL;
  }

  private static String id(WireProtocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }
}
