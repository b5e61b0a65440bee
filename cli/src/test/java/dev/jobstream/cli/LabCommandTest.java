package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  @Test
  void intoAPipeTheModelsAreWrittenOneAfterTheOther() {
    TestSession session =
        new TestSession(home)
            .models(
                Map.of(
                    "a.gguf",
                    ScriptedChatModel.builder().thinking("hm").text("one\n", "two").build(),
                    "b.gguf",
                    ScriptedChatModel.answering("three")));

    assertThat(session.run("lab", "Count.", "-m", "a", "-m", "b")).as(session.err()).isEqualTo(0);
    assertThat(session.out())
        .startsWith("== a\nhm\n\none\ntwo\n\n== b\nthree\n\n")
        .contains("MODEL  FIRST WORD  TOKENS")
        .contains("done");
  }

  @Test
  void aModelThatFailsOrCannotBeOpenedDoesNotEndTheOthers() {
    TestSession session =
        new TestSession(home)
            .models(
                Map.of(
                    "a.gguf",
                    ScriptedChatModel.builder()
                        .text("half")
                        .fail(new LlmException.Interrupted("The engine stopped."))
                        .build(),
                    "b.gguf",
                    ScriptedChatModel.answering("whole"),
                    "c.gguf",
                    ScriptedChatModel.builder()
                        .breakContract(new IllegalStateException("a fault"))
                        .build()));

    assertThat(session.run("lab", "Hi", "-m", "a", "-m", "missing", "-m", "c", "-m", "b"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(session.out())
        .contains("half\nThe engine stopped.\n")
        .contains("== missing\nThere is no model `missing`")
        .contains("== c\nThe model broke off with an unexpected `IllegalStateException`")
        .contains("== b\nwhole\n");
  }

  @Test
  void everyModelIsAskedTheSame() throws IOException {
    ScriptedChatModel a = ScriptedChatModel.answering("{}");
    ScriptedChatModel b = ScriptedChatModel.answering("{}");
    Path schema = Files.writeString(home.resolve("schema.json"), "{\"type\":\"object\"}");
    Path prompt = Files.writeString(home.resolve("prompt.txt"), "What?");
    TestSession session = new TestSession(home).models(Map.of("a.gguf", a, "b.gguf", b));

    assertThat(
            session.run(
                "lab",
                prompt.toString(),
                "-m",
                "a",
                "-m",
                "b",
                "--system",
                "Be brief.",
                "--schema",
                schema.toString(),
                "--max-tokens",
                "7",
                "--temperature",
                "0.5",
                "--seed",
                "3",
                "--in-turn"))
        .as(session.err())
        .isEqualTo(0);
    ChatRequest request = a.requests().getFirst();
    assertThat(b.requests()).containsExactly(request);
    assertThat(request.messages().toString()).contains("Be brief.").contains("What?");
    assertThat(request.maxTokens()).isEqualTo(7);
    assertThat(request.sampling().temperature()).isEqualTo(0.5);
    assertThat(request.sampling().seed()).hasValue(3);
    assertThat(request.responseFormat())
        .isEqualTo(ResponseFormat.jsonSchema("answer", "{\"type\":\"object\"}"));
  }

  @Test
  void withoutAnyModelTheWayToOneIsTold() {
    TestSession session = new TestSession(home);

    assertThat(session.run("lab", "Hi")).isEqualTo(ExitCode.NO_MODEL);
    assertThat(session.err())
        .contains("There is no model on this machine. Get a model with `jobstream models pull");
  }

  @Test
  void thePromptMayComeFromStandardInput() {
    ScriptedChatModel model = ScriptedChatModel.answering("yes");
    TestSession session =
        new TestSession(home).models(Map.of("a.gguf", model)).input("Is it so?\n");

    assertThat(session.run("lab", "-", "-m", "a")).isEqualTo(0);
    assertThat(model.requests().getFirst().messages().toString()).contains("Is it so?");
  }

  @Test
  void asJsonItIsOneObject() throws IOException {
    TestSession session =
        new TestSession(home).models(Map.of("a.gguf", ScriptedChatModel.answering("one")));

    assertThat(session.run("lab", "Hi", "-m", "a", "-m", "missing", "--json")).isEqualTo(4);
    JsonNode answers = JSON.readTree(session.out()).path("answers");
    assertThat(answers).hasSize(2);
    assertThat(answers.path(0).path("text").asText()).isEqualTo("one");
    assertThat(answers.path(0).path("outcome").asText()).isEqualTo("COMPLETED");
    assertThat(answers.path(0).path("timings").path("totalMs").isNumber()).isTrue();
    assertThat(answers.path(1).path("outcome").asText()).isEqualTo("FAILED");
    assertThat(answers.path(1).path("error").asText()).contains("`missing`");
  }

  @Test
  void debuggingShowsEveryEventAsItComes() throws IOException {
    ScriptedChatModel model =
        ScriptedChatModel.builder().progress(Phase.READING, 3, 9).text("a\"b", "c").build();
    TestSession people = new TestSession(home).models(Map.of("a.gguf", model));

    assertThat(people.run("lab", "Hi", "-m", "a", "--debug")).isEqualTo(0);
    assertThat(people.out().lines().map(line -> line.replaceFirst("^ *[0-9.]+ ms  ", "")))
        .startsWith(
            "a  progress \"phase\":\"reading\",\"done\":3,\"total\":9",
            "a  text \"text\":\"a\\\"b\"",
            "a  text \"text\":\"c\"",
            "a  completed \"finishReason\":\"STOP\"");

    TestSession programs = new TestSession(home).models(Map.of("a.gguf", model));
    programs.run("lab", "Hi", "-m", "a", "--debug", "--json");
    List<String> lines = programs.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(JSON.readTree(lines.get(1)).path("model").asText()).isEqualTo("a");
    assertThat(JSON.readTree(lines.get(1)).path("text").asText()).isEqualTo("a\"b");
  }

  @Test
  void ctrlCStopsAllAndShowsWhatThereIs() throws Exception {
    Gate gate = new Gate();
    ScriptedChatModel a = ScriptedChatModel.builder().text("half a").waitFor(gate).build();
    ScriptedChatModel b = ScriptedChatModel.builder().text("half b").waitFor(new Gate()).build();
    TestSession session = new TestSession(home).models(Map.of("a.gguf", a, "b.gguf", b));
    Thread user =
        Thread.ofVirtual()
            .start(() -> {
              gate.awaitReached();
              session.interrupts().receive(Interrupts.Signal.INT);
            });

    assertThat(session.run("lab", "Hi", "-m", "a", "-m", "b")).isEqualTo(130);
    user.join();
    assertThat(session.out()).contains("half a").contains("cancelled");
    assertThat(a.openStreams() + b.openStreams()).isEqualTo(0);
    assertThat(session.halts()).isEmpty();
  }

  @Test
  void aCancelIsTriedHalfWayAndItsEndMeasured() throws IOException {
    List<String> pieces = new ArrayList<>(Collections.nCopies(4, "word "));
    ScriptedChatModel.Builder script = ScriptedChatModel.builder();
    pieces.forEach(script::text);
    ScriptedChatModel model = script.waitFor(new Gate()).next().text("Yes").build();
    TestSession session = new TestSession(home).models(Map.of("a.gguf", model));

    assertThat(session.run("lab", "Hi", "-m", "a", "--probe-cancel", "--max-tokens", "8", "--json"))
        .isEqualTo(0);
    JsonNode answer = JSON.readTree(session.out()).path("answers").path(0);
    assertThat(answer.path("outcome").asText()).isEqualTo("CANCELLED");
    assertThat(answer.path("text").asText()).isEqualTo("word word word word ");
    assertThat(answer.path("cancel").path("untilEndMs").isNumber()).isTrue();
    // The next request, of a single word, was asked to see whether the model is free.
    assertThat(model.requests()).hasSize(2);
    assertThat(model.requests().getLast().maxTokens()).isEqualTo(1);
    assertThat(model.cancels()).isEqualTo(1);
  }

  @Test
  void aModelThatCannotBeCancelledIsNotTried() {
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .capabilities(new Capabilities(true, true, true, true, Cancellation.NONE))
            .text("a", "b", "c", "d")
            .build();
    TestSession session = new TestSession(home).models(Map.of("a.gguf", model));

    assertThat(session.run("lab", "Hi", "-m", "a", "--probe-cancel", "--max-tokens", "2"))
        .isEqualTo(0);
    assertThat(session.out()).contains("a: no cancel was tried; this model cannot be cancelled.");
    assertThat(model.cancels()).isEqualTo(0);
  }

  @Test
  void anAnswerThatEndsTooSoonIsTold() {
    TestSession session =
        new TestSession(home).models(Map.of("a.gguf", ScriptedChatModel.answering("short")));

    assertThat(session.run("lab", "Hi", "-m", "a", "--probe-cancel")).isEqualTo(0);
    assertThat(session.out()).contains("it ended before half of `--max-tokens` were written");
  }

  @Test
  void aChainOfTheSettingsGoesOnWithTheNextModelAndSaysWhy() {
    TestSession session =
        new TestSession(home)
            .config("chains: {anywhere: [missing, a]}")
            .models(Map.of("a.gguf", ScriptedChatModel.answering("here")));

    assertThat(session.run("lab", "Hi", "-m", "anywhere")).as(session.out()).isEqualTo(0);
    assertThat(session.out())
        .contains("== anywhere\nhere\n")
        .contains("`missing` did not answer, so `scripted` was asked. There is no model `missing`");
  }

  @Test
  void controlCharactersOfAModelDoNotReachTheTerminal() {
    ScriptedChatModel model = ScriptedChatModel.answering("a\u001b[2Jb\u009bc");
    for (String form : List.of("--in-turn", "--debug", "--json")) {
      TestSession session = new TestSession(home).models(Map.of("a.gguf", model));
      session.run("lab", "Hi", "-m", "a", form);
      assertThat(session.out().chars())
          .as(form)
          .noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
  }
}
