package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {
  @TempDir Path home;

  @Test
  void modelsAreListedWithWhatTheirHeadersTell() throws IOException {
    TestSession session = new TestSession(home);
    Path file = session.addModel("tiny.gguf");

    assertThat(session.run("models", "--json")).isEqualTo(0);
    JsonNode model = new ObjectMapper().readTree(session.out()).path(0);
    assertThat(model.path("id").asText()).isEqualTo("tiny");
    assertThat(model.path("source").asText()).isEqualTo("jobstream");
    assertThat(model.path("fileBytes").asLong()).isEqualTo(Files.size(file));
    assertThat(model.path("architecture").asText()).isEqualTo("qwen3");
    assertThat(model.path("fits").asBoolean()).isTrue();
    assertThat(model.path("error").isNull()).isTrue();
  }

  @Test
  void theTableBecomesBlocksWhereItIsTooWide() {
    TestSession wide = new TestSession(home).screen(terminal(100));
    TestSession narrow = new TestSession(home).screen(terminal(30));
    wide.addModel("tiny.gguf");

    assertThat(wide.run("models")).isEqualTo(0);
    assertThat(narrow.run("models")).isEqualTo(0);
    assertThat(wide.out()).containsPattern("MODEL +FROM +SIZE").containsPattern("tiny +jobstream");
    assertThat(narrow.out()).startsWith("tiny\n  FROM: jobstream\n  SIZE: ");
  }

  @Test
  void aBrokenModelIsListedWithItsFault() throws IOException {
    TestSession session = new TestSession(home);
    Path file = session.addModel("broken.gguf");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));

    assertThat(session.run("models")).isEqualTo(0);
    assertThat(session.out()).contains("cannot be used");
    assertThat(session.err()).contains("broken");
  }

  @Test
  void withoutAModelTheWayToOneIsTold() {
    TestSession session = new TestSession(home);

    assertThat(session.run("models")).isEqualTo(0);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).contains("jobstream models pull");
  }

  @Test
  void aModelOfTheOwnFolderIsRemovedOnceThatIsConfirmed() {
    TestSession doubtful = new TestSession(home).input("no\n");
    Path file = doubtful.addModel("tiny.gguf");
    assertThat(doubtful.run("models", "remove", "tiny")).isEqualTo(2);
    assertThat(file).exists();

    assertThat(new TestSession(home).input("y\n").run("models", "remove", "tiny")).isEqualTo(0);
    assertThat(file).doesNotExist();
  }

  @Test
  void aModelElsewhereIsNeverRemoved() throws IOException {
    TestSession session = new TestSession(home);
    Path elsewhere = home.resolve("elsewhere.gguf");
    Files.move(session.addModel("tiny.gguf"), elsewhere);

    assertThat(session.run("models", "remove", "--yes", elsewhere.toString())).isEqualTo(2);
    assertThat(elsewhere).exists();
    assertThat(session.err()).contains("not in Jobstream's own folder");
  }

  @Test
  void allPartsOfAModelAreRemoved() throws IOException {
    TestSession session = new TestSession(home);
    Path first = session.addModel("big-00001-of-00002.gguf");
    Path second = Files.copy(first, first.resolveSibling("big-00002-of-00002.gguf"));

    assertThat(session.run("models", "remove", "--yes", "big")).isEqualTo(0);
    assertThat(first).doesNotExist();
    assertThat(second).doesNotExist();
  }

  private static Screen terminal(int columns) {
    return new Screen(true, false, true, () -> columns, () -> 24);
  }
}
