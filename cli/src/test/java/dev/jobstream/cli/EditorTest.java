package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Edits with scripts in the place of an editor. */
@DisabledOnOs(OS.WINDOWS)
final class EditorTest {
  private static final Pattern KEPT = Pattern.compile("What you typed is kept in\\s+`(\\S+)`");

  @TempDir Path home;

  private Desk desk;
  private String id = "";

  @BeforeEach
  void add() {
    desk = new Desk(home);
    id = desk.add("Gardener", "Example Gardens");
  }

  @Test
  void whatIsTypedIsSaved() throws IOException {
    Desk.Told told = edit("", "sed -i 's/^Title:.*/Title: Florist/' \"$1\"");

    assertThat(told.exitCode()).isEqualTo(0);
    assertThat(told.out()).contains("Florist");
    assertThat(told.err()).isEmpty();
    assertThat(title()).isEqualTo("Florist");
  }

  @Test
  void aTextThatIsNotChangedSavesNothing() throws IOException {
    Desk.Told told = edit("", "true");

    assertThat(told.err()).contains("Nothing was changed.").doesNotContain("is kept in");
  }

  @Test
  void aValueThatCannotBeReadIsOfferedAgainWithWhatWasTyped() throws IOException {
    Desk.Told told =
        edit(
            "y\n",
            """
            if grep -q 'Salary: lots' "$1"; then
              sed -i 's/^Salary:.*/Salary: 30,000 EUR per year/' "$1"
            else
              sed -i -e 's/^Title:.*/Title: Florist/' -e 's/^Salary:.*/Salary: lots/' "$1"
            fi
            """);

    assertThat(told.err()).contains("`lots` names no pay.", "Edit it again?");
    assertThat(told.exitCode()).isEqualTo(0);
    assertThat(title()).isEqualTo("Florist");
    assertThat(desk.json("show", id).path("salary").path("min").asInt()).isEqualTo(30_000);
  }

  @Test
  void aValueThatCannotBeKeptIsOfferedAgainToo() throws IOException {
    String tooLong = "x".repeat(600);
    Desk.Told told =
        edit(
            "y\n",
            """
            if grep -q xxxx "$1"; then
              sed -i 's/^Title:.*/Title: Florist/' "$1"
            else
              sed -i 's/^Title:.*/Title: %s/' "$1"
            fi
            """
                .formatted(tooLong));

    assertThat(told.err()).contains("The title has 600 characters");
    assertThat(title()).isEqualTo("Florist");
  }

  @Test
  void whatIsGivenUpIsKeptInAFile() throws IOException {
    Desk.Told told = edit("n\n", "sed -i 's/^Salary:.*/Salary: lots/' \"$1\"");

    assertThat(kept(told)).contains("Salary: lots");
    assertThat(title()).isEqualTo("Gardener");
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotOverwrittenAndNothingTypedIsLost() throws IOException {
    // The other one waits until the editor is open, which is told by a file.
    Path open = home.resolve("open");
    Path go = home.resolve("go");
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              while (!Files.exists(open)) {
                Thread.onSpinWait();
              }
              desk.ok("tag", id, "+urgent");
              try {
                Files.createFile(go);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Desk.Told told =
        edit(
            "",
            """
            touch '%s'
            while [ ! -e '%s' ]; do sleep 0.01; done
            sed -i 's/^Title:.*/Title: Florist/' "$1"
            """
                .formatted(open, go));

    assertThat(other.isAlive()).isFalse();
    assertThat(told.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(told.err()).contains("was changed meanwhile");
    assertThat(kept(told)).contains("Title: Florist");
    assertThat(title()).isEqualTo("Gardener");
  }

  @Test
  void anEditorThatFailsLeavesWhatWasTyped() throws IOException {
    Desk.Told told = edit("", "sed -i 's/^Title:.*/Title: Florist/' \"$1\"; exit 3");

    assertThat(told.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(told.err()).contains("ended with 3. Nothing was changed.");
    assertThat(kept(told)).contains("Title: Florist");
  }

  private String title() {
    return desk.json("show", id).path("title").asText();
  }

  /** The file that the message names, which is deleted here. */
  private static String kept(Desk.Told told) throws IOException {
    Matcher named = KEPT.matcher(told.err());
    assertThat(named.find()).as(told.err()).isTrue();
    Path file = Path.of(named.group(1));
    String content = Files.readString(file);
    Files.delete(file);
    return content;
  }

  private Desk.Told edit(String typed, String script) throws IOException {
    Path editor = home.resolve("editor");
    Files.writeString(editor, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
    return Desk.run(
        desk.session().typing(typed).environment(Map.of("EDITOR", editor.toString())), "edit", id);
  }
}
