package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "analyze",
        "models",
        "models pull",
        "models remove",
        "doctor",
        "tune",
        "backends",
        "lab",
        "config",
        "config path",
        "config check",
        "add",
        "list",
        "search",
        "show",
        "edit",
        "stage",
        "note",
        "remind",
        "interview",
        "attach",
        "contact",
        "tag",
        "company",
        "company merge",
        "company separate",
        "stats",
        "delete",
        "export",
        "import",
        "report",
        "calendar",
        "backup",
        "restore"
      })
  void everyCommandExplainsItself(String command) {
    TestSession session = new TestSession(home);
    String[] args = (command + " --help").strip().split(" ");

    assertThat(session.run(args)).isEqualTo(0);
    assertThat(session.err()).isEmpty();
    Golden.check(
        "help" + (command.isEmpty() ? "" : "-" + command.replace(' ', '-')) + ".txt",
        session.out());
  }

  @Test
  void aCommandIsFoundByItsOwnName() {
    Commands.all(new TestSession(home).session())
        .forEach((name, command) -> assertThat(command.get().getCommandName()).isEqualTo(name));
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    TestSession session = new TestSession(home);

    assertThat(session.run("--version")).isEqualTo(0);
    assertThat(session.out()).matches("jobstream \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
  }
}
