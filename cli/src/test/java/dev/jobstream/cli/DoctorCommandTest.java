package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
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
        .contains("A model can run on this machine.");
  }

  @Test
  void whatIsMissingIsToldWithWhatToDo() throws IOException {
    TestSession session = new TestSession(home);

    assertThat(session.run("doctor", "--json")).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(session.out());
    assertThat(report.path("usable").asBoolean()).isFalse();
    JsonNode models = report.path("checks").path(report.path("checks").size() - 1);
    assertThat(models.path("name").asText()).isEqualTo("Models");
    assertThat(models.path("verdict").asText()).isEqualTo("BAD");
    assertThat(models.path("finding").asText()).contains("jobstream models pull");
  }
}
