package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
  private static final String SETTINGS =
      """
      engine:
        threads: 2
      chains:
        anywhere: [tiny, ollama:qwen3]
      backends:
        openrouter: {key-env: MY_KEY, headers: {X-Title: secret}}
      profiles:
        fast:
          engine: {threads: 4}
      """;

  @TempDir Path home;

  @Test
  void eachSettingIsShownWithWhereItComesFrom() {
    TestSession session =
        new TestSession(home)
            .config(SETTINGS)
            .environment(Map.of("JOBSTREAM_MODEL", "ollama:qwen3", "JOBSTREAM_PROFILE", "fast"));

    assertThat(session.run("config")).as(session.err()).isEqualTo(ExitCode.DONE);
    Golden.check("config.txt", session.out());
  }

  @Test
  void onlyWhatSomebodyHasSetIsShownIfThatIsAskedFor() throws Exception {
    TestSession session = new TestSession(home).config(SETTINGS);

    assertThat(session.run("config", "--set", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode settings = new ObjectMapper().readTree(session.out());
    assertThat(settings).hasSize(4);
    assertThat(session.out()).contains("X-Title").doesNotContain("secret");
    assertThat(settings.path(0).path("setting").asText()).isEqualTo("chains.anywhere");
    assertThat(settings.path(0).path("value").asText()).isEqualTo("tiny, then ollama:qwen3");
    assertThat(settings.path(0).path("from").asText()).isEqualTo("config.yaml:4");
  }

  @Test
  void whereNothingIsSetThatIsTold() {
    TestSession session = new TestSession(home);

    assertThat(session.run("config", "--set")).isEqualTo(ExitCode.DONE);
    assertThat(session.err()).contains("Nothing is set, so the defaults hold.");
  }

  @Test
  void aProfileThatIsNotThereIsToldWithTheNearest() {
    TestSession session = new TestSession(home).config(SETTINGS);

    assertThat(session.run("config", "--profile", "fats")).isEqualTo(ExitCode.USAGE);
    assertThat(session.err())
        .contains("There is no profile `fats`, which `--profile` names. Did you mean `fast`?");
  }

  @Test
  void thePathIsToldWhetherTheFileExistsOrNot() {
    TestSession none = new TestSession(home);
    assertThat(none.run("config", "path")).isEqualTo(ExitCode.DONE);
    assertThat(none.out()).isEqualTo(home.resolve(".jobstream/config.yaml") + "\n");
    assertThat(none.err()).contains("There is no such file yet");

    TestSession moved = new TestSession(home).environment(Map.of("JOBSTREAM_HOME", "/elsewhere"));
    moved.run("config", "path");
    assertThat(moved.out()).isEqualTo("/elsewhere/config.yaml\n");
  }

  @Test
  void goodSettingsAreToldToBeGoodUnderEveryProfile() {
    TestSession session = new TestSession(home).config(SETTINGS);

    assertThat(session.run("config", "check")).isEqualTo(ExitCode.DONE);
    assertThat(session.out()).startsWith("All is well in `").contains("with the profiles fast");
  }

  @Test
  void theSettingsOfTheHelpAreGood() {
    TestSession help = new TestSession(home);
    help.run("config", "--help");
    String footer = help.out().substring(help.out().indexOf("everything:"));
    // What stands behind three spaces or more is said to people.
    String yaml =
        footer
            .lines()
            .filter(line -> line.startsWith("  "))
            .map(line -> line.replaceFirst("(\\S) {3,}\\S.*", "$1"))
            .reduce("", (text, line) -> text + line.substring(2) + "\n");

    TestSession session = new TestSession(home).config(yaml);
    assertThat(session.run("config", "check")).as(yaml + session.err()).isEqualTo(ExitCode.DONE);
    assertThat(session.out()).contains("with the profiles fast, private");
  }
}
