package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that comes with Jobstream, which reads postings and nothing else. */
final class BuiltInModelTest {
  @TempDir Path home;

  @Test
  void itIsListedWithWhatItSaysOfItself() throws IOException {
    TestSession text = new TestSession(home).withBuiltIn();
    assertThat(text.run("models")).isEqualTo(ExitCode.DONE);
    assertThat(text.out())
        .containsPattern("built-in +built-in")
        .contains("built-in: " + TestSession.BUILT_IN);

    TestSession session = new TestSession(home).withBuiltIn();
    assertThat(session.run("models", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode model = new ObjectMapper().readTree(session.out()).path(0);
    assertThat(model.path("id").asText()).isEqualTo("built-in");
    assertThat(model.path("name").asText()).isEqualTo(TestSession.BUILT_IN);
    assertThat(model.path("freeText").asBoolean(true)).isFalse();
  }

  @Test
  void itReadsPostingsIfNothingElseWasChosen() throws IOException {
    ScriptedChatModel model = ScriptedChatModel.answering("{\"title\":\" Gardener\"}");
    TestSession session = new TestSession(home).withBuiltIn().model(model).input("Gardener wanted");
    // Another program's model was put there for that program.
    Path other = home.resolve(".cache/llama.cpp/other.gguf");
    Files.createDirectories(other.getParent());
    Files.move(session.addModel("other.gguf"), other);

    assertThat(session.run("doctor")).as(session.out()).isEqualTo(ExitCode.DONE);
    assertThat(session.out().replaceAll("\\s+", " "))
        .contains("`built-in` is used if none is named (" + TestSession.BUILT_IN + ")");
    assertThat(session.run("analyze", "-")).as(session.err()).isEqualTo(ExitCode.DONE);
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void aModelOfTheOwnFolderGoesBeforeIt() {
    TestSession session = new TestSession(home).withBuiltIn();
    session.addModel("mine.gguf");

    assertThat(session.run("doctor")).isEqualTo(ExitCode.DONE);
    assertThat(session.out().replaceAll("\\s+", " ")).contains("`mine` is used if none is named");
  }

  @Test
  void whatNeedsAnotherModelSaysSoAndHowToGetOne() {
    TestSession alone = new TestSession(home).withBuiltIn();
    assertThat(alone.run("lab", "Why is the sky blue?")).isEqualTo(ExitCode.NO_MODEL);
    assertThat(alone.err().replaceAll("\\s+", " "))
        .contains("The built-in model reads postings and nothing else")
        .contains("`jobstream models pull qwen3-1.7b`");

    TestSession named =
        new TestSession(home)
            .withBuiltIn()
            .engine((gguf, options) -> {
              LlamaChatModel real = LlamaChatModel.open(gguf, options);
              return OpenModel.inProcess(real, real::close);
            });
    assertThat(named.run("lab", "Why?", "-m", "built-in")).isEqualTo(ExitCode.NO_MODEL);
    assertThat(named.err().replaceAll("\\s+", " "))
        .contains("The model `" + TestSession.BUILT_IN + "` reads postings and nothing else.");

    TestSession other = new TestSession(home).withBuiltIn().model(ScriptedChatModel.answering("x"));
    other.addModel("mine.gguf");
    assertThat(other.run("lab", "Why?")).as(other.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void theEngineCallsItByItsOwnName() throws IOException {
    new TestSession(home).withBuiltIn();
    try (LlamaChatModel model =
        LlamaChatModel.open(home.resolve("comes-along.gguf"), LlamaOptions.defaults())) {
      assertThat(model.id()).isEqualTo(TestSession.BUILT_IN);
      assertThat(model.capabilities().freeText()).isFalse();
    }
  }

  @Test
  void aFileThatIsMissingIsNoModel() {
    TestSession session =
        new TestSession(home)
            .environment(Map.of("JOBSTREAM_BUILT_IN", home.resolve("none").toString()));
    assertThat(session.run("models")).isEqualTo(ExitCode.DONE);
    assertThat(session.err()).contains("There is no model on this machine.");
  }
}
