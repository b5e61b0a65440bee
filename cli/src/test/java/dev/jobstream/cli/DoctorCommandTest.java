package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
  /** Where nobody listens, whatever runs on the machine of the test. */
  private static final String NO_SERVERS =
      """
      backends:
        ollama: {url: "http://127.0.0.1:1"}
        llama-server: {url: "http://127.0.0.1:1"}
        lm-studio: {url: "http://127.0.0.1:1"}
        vllm: {url: "http://127.0.0.1:1"}
      """;

  @TempDir Path home;

  @Test
  void withLibrariesAndAModelEverythingIsGood() {
    TestSession session = new TestSession(home);
    session.addModel("tiny.gguf");

    assertThat(session.run("doctor")).as(session.out()).isEqualTo(0);
    assertThat(session.out())
        .contains("llama.cpp  v")
        .contains("physical cores")
        .contains("`tiny` is used if none is named")
        .contains("all by default")
        .contains("A model can run on this machine.");
  }

  @Test
  void whatIsMissingIsToldWithWhatToDo() throws IOException {
    TestSession session = new TestSession(home).config(NO_SERVERS);

    assertThat(session.run("doctor", "--json")).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(session.out());
    assertThat(report.path("usable").asBoolean()).isFalse();
    JsonNode models = check(report, "Models");
    assertThat(models.path("verdict").asText()).isEqualTo("BAD");
    assertThat(models.path("finding").asText()).contains("jobstream models pull");
    JsonNode server = check(report, "Server");
    assertThat(server.path("verdict").asText()).isEqualTo("POOR");
    assertThat(server.path("finding").asText()).contains("`http://127.0.0.1:1` cannot be reached");
  }

  @Test
  void settingsThatAreWrongAreToldWithTheirLine() {
    TestSession session = new TestSession(home).config("\nmodle: tiny\n");

    assertThat(session.run("doctor")).isEqualTo(3);
    assertThat(session.out()).contains("Settings").contains("line 2").contains("`model`");
  }

  private static JsonNode check(JsonNode report, String name) {
    for (JsonNode check : report.path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("There is no check `" + name + "`: " + report);
  }
}
