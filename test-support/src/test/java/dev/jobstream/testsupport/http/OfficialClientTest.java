package dev.jobstream.testsupport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The scripted servers through clients that nobody here wrote: Ollama's, OpenAI's and Anthropic's
 * own for Node.js. {@code ./jobstream test} fetches them; without them these tests are left out.
 */
final class OfficialClientTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CLIENTS =
      Path.of(System.getProperty("jobstream.project", ".."), "test-support", "clients")
          .toAbsolutePath();

  @BeforeAll
  static void theClientsAreThere() {
    assumeThat(CLIENTS.resolve("node_modules"))
        .as("the clients, which `npm ci --prefix test-support/clients` fetches")
        .isDirectory();
  }

  @Test
  void ollamasClientStreamsListsPullsAndSeesTheErrors() throws Exception {
    JsonNode seen = run(WireProtocol.OLLAMA, "ollama.mjs", 503);
    assertThat(seen.path("capabilities").toString()).contains("thinking");
    assertThat(seen.path("pulled").asText()).isEqualTo("success");
    assertWhole(seen.path("whole"), "stop");
    assertThat(seen.path("failing").path("error").asText()).isEqualTo("the runner has crashed");
    assertThat(seen.path("busy").path("error").asText()).isEqualTo("503 too many requests");
    assertThat(seen.path("unknown").path("error").asText())
        .isEqualTo("404 model 'no-such-model' not found");
  }

  @Test
  void openAisClientStreamsListsAndSeesTheErrors() throws Exception {
    JsonNode seen = run(WireProtocol.OPENAI, "openai.mjs", 429);
    assertWhole(seen.path("whole"), "stop");
    assertThat(seen.path("whole").path("tokens").asInt()).isEqualTo(5);
    assertThat(seen.path("failing").path("error").asText())
        .startsWith("APIError")
        .contains("the runner has crashed");
    assertThat(seen.path("busy").path("error").asText())
        .isEqualTo("RateLimitError 429 429 too many requests");
    assertThat(seen.path("unknown").path("error").asText()).startsWith("NotFoundError 404");
    assertThat(seen.path("keyless").path("error").asText()).startsWith("AuthenticationError 401");
  }

  @Test
  void anthropicsClientStreamsListsAndSeesTheErrors() throws Exception {
    JsonNode seen = run(WireProtocol.ANTHROPIC, "anthropic.mjs", 529);
    assertWhole(seen.path("whole"), "end_turn");
    assertThat(seen.path("whole").path("tokens").asInt()).isEqualTo(5);
    assertThat(seen.path("failing").path("error").asText()).contains("the runner has crashed");
    assertThat(seen.path("busy").path("error").asText())
        .contains("529")
        .contains("overloaded_error");
    assertThat(seen.path("tool").path("json").asText()).isEqualTo("{\"title\":\"Engineer\"}");
    assertThat(seen.path("tool").path("end").asText()).isEqualTo("tool_use");
    assertThat(seen.path("unknown").path("error").asText()).startsWith("NotFoundError 404");
    assertThat(seen.path("keyless").path("error").asText()).startsWith("AuthenticationError 401");
  }

  private static void assertWhole(JsonNode whole, String end) {
    assertThat(whole.path("error").asText()).isEmpty();
    assertThat(whole.path("thinking").asText()).isEqualTo("Let me see.");
    assertThat(whole.path("text").asText()).isEqualTo("Grüezi, 世界 🙂");
    assertThat(whole.path("end").asText()).isEqualTo(end);
  }

  private static JsonNode run(WireProtocol protocol, String script, int busy) throws Exception {
    ScriptedAnswer whole =
        ScriptedAnswer.of("Grüezi, ", "世界 ", "🙂").withThinking("Let me", " see.");
    try (ScriptedServer server =
        ScriptedServer.start(protocol, ScriptedAnswer.of("{\"title\":", "\"Engineer\"}"))) {
      server
          .next(whole)
          .next(ScriptedAnswer.of("Half").failing("the runner has crashed"))
          .next(ScriptedAnswer.of("Half").withEnd(ScriptedAnswer.End.CUT))
          .next(ScriptedAnswer.refused(busy, "too many requests"));
      JsonNode seen = node(script, server.uri().toString());
      assertThat(seen.path("models").toString()).isEqualTo("[\"" + ScriptedServer.MODEL + "\"]");
      assertThat(seen.path("cut").path("error").asText()).as("a lost connection").isNotEmpty();
      assertThat(seen.path("cut").path("text").asText()).isEqualTo("Half");
      return seen;
    }
  }

  private static JsonNode node(String script, String address)
      throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder(
                List.of("node", script, address, ScriptedServer.KEY, ScriptedServer.MODEL))
            .directory(CLIENTS.toFile())
            .redirectErrorStream(true)
            .start();
    node.getOutputStream().close();
    String output =
        new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(node.waitFor()).as(output).isZero();
    return JSON.readTree(output);
  }
}
