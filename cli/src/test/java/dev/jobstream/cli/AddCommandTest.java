package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddCommandTest {
  private static final String POSTING =
      """
      Gardener for roof gardens
      Example Gardens Ltd, Leeds

      You will plant, prune and water. Tools: shears and patience.
      """;
  private static final String ANSWER =
      """
      {"title":"Gardener for roof gardens","company":"Example Gardens Ltd","location":"Leeds",\
      "type":"","seniority":"","industry":"Horticulture","skills":["plant"],"tags":["green"],\
      "salary":"","source_url":"","date_posted":""}\
      """;

  @TempDir Path home;

  @Test
  void whatTheModelReadIsSavedWithItsEvidence() {
    Desk desk = new Desk(home);
    TestSession session = desk.session().model(ScriptedChatModel.answering(ANSWER)).input(POSTING);
    session.addModel("model.gguf");

    assertThat(session.run("add", "--yes", "-")).isEqualTo(0);
    JsonNode saved = desk.json("show", desk.json("list").path(0).path("id").asText());
    assertThat(saved.path("title").asText()).isEqualTo("Gardener for roof gardens");
    assertThat(saved.path("tags").path(0).asText()).isEqualTo("green");
    assertThat(saved.path("posting").path("text").asText()).isEqualTo(POSTING.strip());
    JsonNode analysis = saved.path("posting").path("analysis");
    assertThat(analysis.path("model").asText()).isEqualTo("scripted");
    assertThat(
            analysis.path("evidence").path("company").path("spans").path(0).path("text").asText())
        .isEqualTo("Example Gardens Ltd");
  }

  @Test
  void whatTheUserSaysGoesBeforeWhatWasRead() {
    Desk desk = new Desk(home);
    TestSession session = desk.session().model(ScriptedChatModel.answering(ANSWER)).input(POSTING);
    session.addModel("model.gguf");

    session.run(
        "add", "--yes", "--title", "Roof gardener", "--stage", "applied", "--on", "monday", "-");
    JsonNode saved = desk.json("list").path(0);
    assertThat(saved.path("title").asText()).isEqualTo("Roof gardener");
    assertThat(saved.path("company").asText()).isEqualTo("Example Gardens Ltd");
    assertThat(saved.path("appliedOn").asText()).isEqualTo("2026-11-23");
  }

  @Test
  void withoutATerminalNothingIsReadBeforeSomebodyAgrees() {
    Desk desk = new Desk(home);

    Desk.Told told = Desk.run(desk.session().input(POSTING), "add", "--no-ai", "-");
    assertThat(told.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(told.err()).contains("nobody can be asked before saving. Add `--yes`.");
    assertThat(told.out()).isEmpty();
  }

  @Test
  void atATerminalItShowsAsksAndSaves() {
    Desk desk = new Desk(home);

    Desk.Told no =
        Desk.run(
            desk.session().typing("n\n"), "add", "--title", "Gardener", "--company", "Example");
    assertThat(no.err()).contains("Save Gardener, Example? [y/N]", "Nothing was saved.");
    assertThat(desk.json("list")).isEmpty();
    Desk.Told yes =
        Desk.run(
            desk.session().typing("yes\n"), "add", "--title", "Gardener", "--company", "Example");
    assertThat(yes.exitCode()).isEqualTo(0);
    assertThat(desk.json("list")).hasSize(1);
  }

  @Test
  void whatIsHereAlreadyIsToldAndCanBeSavedAllTheSame() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens", "--stage", "applied", "--on", "2026-05-03");
    desk.ok("stage", id, "interviewing", "--on", "2026-05-10");
    desk.ok("stage", id, "rejected", "--on", "2026-05-20");

    Desk.Told told =
        Desk.run(
            desk.session().typing("n\n"),
            "add",
            "--title",
            "gardener",
            "--company",
            "EXAMPLE GARDENS");
    assertThat(told.err())
        .contains("This is here already (the same title and company)")
        .contains("applied here on 2026-05-03: REJECTED after INTERVIEWING.")
        .contains("all the same? [y/N]");
    desk.ok("add", "--yes", "--title", "gardener", "--company", "EXAMPLE GARDENS");
    assertThat(desk.json("list")).hasSize(2);
  }

  @Test
  void ctrlCDuringTheReadingSavesNothing() throws InterruptedException {
    Gate gate = new Gate();
    Desk desk = new Desk(home);
    TestSession session =
        desk.session()
            .model(ScriptedChatModel.builder().text(ANSWER.substring(0, 40)).waitFor(gate).build())
            .input(POSTING);
    session.addModel("model.gguf");
    Thread user =
        Thread.ofVirtual()
            .start(() -> {
              gate.awaitReached();
              session.interrupts().receive(Interrupts.Signal.INT);
            });

    assertThat(session.run("add", "--yes", "-")).isEqualTo(Interrupts.Signal.INT.exitCode());
    user.join();
    assertThat(session.err()).contains("Nothing was saved.");
    assertThat(desk.json("list")).isEmpty();
  }
}
