package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalyzeCommandTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String POSTING =
      """
      Gardener for roof gardens
      Example Gardens Ltd, Leeds

      You will plant, prune and water. Tools: shears and patience.
      """;
  private static final String RELATIVE = "Clerk\nAcme\nPosted 3 days ago\n\nWe count.\n";
  private static final String ANSWER =
      """
      {"title":"Gardener for roof gardens","company":"Example Gardens Ltd","location":"Leeds",\
      "type":"","seniority":"","industry":"Horticulture","skills":["plant","Ruby","prune"],"tags":[],\
      "salary":"","source_url":"","date_posted":""}\
      """;

  @TempDir Path home;

  @Test
  void theResultAsJsonIsOneObjectAndNothingElse() throws IOException {
    TestSession session = with(ScriptedChatModel.answering(ANSWER));

    assertThat(analyze(session, "--json")).isEqualTo(0);
    JsonNode result = JSON.readTree(session.out());
    assertThat(result.path("title").asText()).isEqualTo("Gardener for roof gardens");
    assertThat(result.path("description").asText()).isEqualTo(POSTING.strip());
    assertThat(result.path("outcome").asText()).isEqualTo("COMPLETE");
    assertThat(result.path("model").asText()).isEqualTo("scripted");
    assertThat(result.path("error").isNull()).isTrue();
    assertThat(result.path("warnings").isArray()).isTrue();
    assertThat(result.path("timings").path("totalMs").asDouble()).isPositive();
    JsonNode evidence = result.path("evidence").path("company");
    JsonNode span = evidence.path("spans").path(0);
    assertThat(evidence.path("source").asText()).isEqualTo("TEXT");
    assertThat(span.path("text").asText()).isEqualTo("Example Gardens Ltd");
    assertThat(
            result
                .path("description")
                .asText()
                .substring(span.path("start").asInt(), span.path("end").asInt()))
        .isEqualTo("Example Gardens Ltd");
    assertThat(result.path("evidence").path("industry").path("source").asText()).isEqualTo("NONE");
  }

  @Test
  void aRelativeDayCountsFromTodayOrFromTheLastChangeOfAFile() throws IOException {
    Path file = Files.writeString(home.resolve("posting.txt"), RELATIVE);
    assertThat(dayReadAt(file, "2026-03-19T09:30:00Z", "2026-03-10T23:30:00Z"))
        .isEqualTo("2026-03-08");
    assertThat(dayReadAt(file, "2026-03-19T09:30:00Z", "2027-01-01T00:00:00Z"))
        .as("a file of tomorrow")
        .isEqualTo("2026-03-16");
    TestSession session =
        new TestSession(home).now(Instant.parse("2026-03-19T09:30:00Z")).input(RELATIVE);
    assertThat(session.run("analyze", "--no-ai", "--json", "-")).isEqualTo(0);
    assertThat(JSON.readTree(session.out()).path("datePosted").asText()).isEqualTo("2026-03-16");
  }

  private String dayReadAt(Path file, String now, String lastChange) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(lastChange)));
    TestSession session = new TestSession(home).now(Instant.parse(now));
    assertThat(session.run("analyze", "--no-ai", "--json", file.toString())).isEqualTo(0);
    return JSON.readTree(session.out()).path("datePosted").asText();
  }

  @Test
  void everyEventIsALineOfJsonAndTheLastHoldsTheResult() throws IOException {
    TestSession session =
        with(
            ScriptedChatModel.builder()
                .progress(Phase.LOADING, 500, 1000)
                .progress(Phase.READING, 12, 40)
                .text(ANSWER.substring(0, 30), ANSWER.substring(30))
                .build());

    assertThat(analyze(session, "--events")).isEqualTo(0);
    List<String> lines = session.out().lines().toList();
    for (String line : lines) {
      assertThat(JSON.readTree(line).path("event").asText()).as(line).isNotEmpty();
    }
    assertThat(lines)
        .contains("{\"event\":\"progress\",\"phase\":\"reading\",\"done\":12,\"total\":40}");
    JsonNode last = JSON.readTree(lines.getLast());
    assertThat(last.path("event").asText()).isEqualTo("finished");
    assertThat(last.path("analysis").path("location").asText()).isEqualTo("Leeds");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void thePlainResultNamesTheLineThatSaysSo() {
    TestSession session = with(ScriptedChatModel.answering(ANSWER));

    assertThat(analyze(session)).isEqualTo(0);
    assertThat(session.out())
        .contains("Company     Example Gardens Ltd  line 2 “Example Gardens Ltd” · model\n")
        .contains("Industry    Horticulture  not found in the posting: check it · model\n")
        .contains("Skills      plant, Ruby, prune  line 4, not found: Ruby · model\n")
        .doesNotContain("\u001b");
  }

  @Test
  void whatTheModelItselfDoubtsIsMarked() throws IOException {
    ScriptedChatModel doubting =
        ScriptedChatModel.builder()
            .emit(new StreamEvent.PropertyConfidence("company", 0.6123))
            .text("{\"company\":\"Example Gardens Ltd\",")
            .emit(new StreamEvent.PropertyConfidence("skills", 0.95))
            .text("\"skills\":[\"plant\"]}")
            .build();
    TestSession session = with(doubting);
    assertThat(analyze(session)).isEqualTo(0);
    assertThat(session.out())
        .contains("line 2 “Example Gardens Ltd” · model, 61 % sure: check it\n")
        .contains("line 4 “plant” · model\n");

    TestSession json = with(doubting);
    assertThat(analyze(json, "--json")).isEqualTo(0);
    JsonNode evidence = JSON.readTree(json.out()).path("evidence");
    assertThat(evidence.path("company").path("confidence").asDouble()).isEqualTo(0.612);
    TestSession events = with(doubting);
    assertThat(analyze(events, "--events")).isEqualTo(0);
    assertThat(events.out())
        .contains("{\"event\":\"confidence\",\"property\":\"company\",\"confidence\":0.612}\n");
  }

  @Test
  void withoutAnyModelTheFactsAreReadAndTheWayToAModelIsTold() throws IOException {
    TestSession session = new TestSession(home).input(POSTING);

    assertThat(session.run("analyze", "--json", "-")).isEqualTo(0);
    assertThat(JSON.readTree(session.out()).path("outcome").asText()).isEqualTo("FACTS_ONLY");
    assertThat(session.err())
        .contains("There is no model on this machine")
        .contains("jobstream models pull");
  }

  @Test
  void whoWantsNoModelIsNotToldToGetOne() throws IOException {
    TestSession session = with(ScriptedChatModel.answering(ANSWER));

    assertThat(session.run("analyze", "--no-ai", "--json", "-")).isEqualTo(0);
    assertThat(JSON.readTree(session.out()).path("model").isNull()).isTrue();
    assertThat(session.err()).isEmpty();
  }

  @Test
  void theModelInTheOwnFolderIsTakenIfNoneIsNamed() throws IOException {
    TestSession session = with(ScriptedChatModel.answering(ANSWER));
    session.addModel("tiny.gguf");

    assertThat(session.run("analyze", "--json", "-")).isEqualTo(0);
    assertThat(JSON.readTree(session.out()).path("model").asText()).isEqualTo("scripted");
  }

  @Test
  void aPostingThatIsTooLongIsToldWithTheOptionThatHelpsIfOneDoes() {
    // The model of the test was trained on 4,096 tokens.
    assertThat(complaintAboutPrompt(2000)).contains("`--context-tokens 3024`");
    assertThat(complaintAboutPrompt(3900)).contains("`--context-tokens 4096`");
    assertThat(complaintAboutPrompt(4096)).doesNotContain("--context-tokens");
  }

  private String complaintAboutPrompt(int promptTokens) {
    LlmException tooLong = new LlmException.PromptTooLong(promptTokens, 1024, "Shorten the text.");
    TestSession session = with(ScriptedChatModel.builder().fail(tooLong).build());

    assertThat(analyze(session)).isEqualTo(4);
    assertThat(session.err())
        .contains("has %,d tokens".formatted(promptTokens))
        .contains("Shorten the text.");
    return session.err().replaceAll("\\s+", " ");
  }

  @Test
  void aNamedModelThatIsNotThereEndsWithThree() {
    TestSession session = new TestSession(home).input(POSTING);

    assertThat(session.run("analyze", "--json", "--model", "nowhere", "-")).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).contains("`nowhere`");
  }

  @Test
  void aNamedModelThatCannotBeLoadedEndsWithThreeAndKeepsTheFacts() throws IOException {
    TestSession session =
        with(
            ScriptedChatModel.builder()
                .fail(new LlmException.ModelUnavailable("The file is broken."))
                .build());

    assertThat(analyze(session, "--json")).isEqualTo(3);
    assertThat(JSON.readTree(session.out()).path("outcome").asText()).isEqualTo("FAILED");
    assertThat(session.err()).contains("The file is broken.");
  }

  @Test
  void aModelThatBreaksOffLeavesItsCompleteFieldsAndEndsWithFour() throws IOException {
    TestSession session =
        with(
            ScriptedChatModel.builder()
                .text(ANSWER.substring(0, ANSWER.indexOf("\"location\"")))
                .fail(new LlmException.Interrupted("The engine stopped."))
                .build());

    assertThat(analyze(session, "--json")).isEqualTo(4);
    JsonNode result = JSON.readTree(session.out());
    assertThat(result.path("company").asText()).isEqualTo("Example Gardens Ltd");
    assertThat(result.path("outcome").asText()).isEqualTo("FAILED");
    assertThat(result.path("error").asText()).contains("The engine stopped.");
  }

  @Test
  void ctrlCStopsTheModelAndKeepsWhatItFound() throws Exception {
    Gate gate = new Gate();
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .text(ANSWER.substring(0, ANSWER.indexOf("\"location\"")))
            .waitFor(gate)
            .build();
    TestSession session = with(model);
    Thread user =
        Thread.ofVirtual()
            .start(() -> {
              gate.awaitReached();
              session.interrupts().receive(Interrupts.Signal.INT);
            });

    assertThat(analyze(session, "--json")).isEqualTo(130);
    user.join();
    JsonNode result = JSON.readTree(session.out());
    assertThat(result.path("outcome").asText()).isEqualTo("CANCELLED");
    assertThat(result.path("company").asText()).isEqualTo("Example Gardens Ltd");
    assertThat(model.cancels()).isEqualTo(1);
    assertThat(model.openStreams()).isEqualTo(0);
    assertThat(session.halts()).isEmpty();
  }

  @Test
  void aClosedPipeStopsTheModelWithoutAWord() {
    ScriptedChatModel model = ScriptedChatModel.answering(ANSWER);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    TestSession session = with(model).outStream(closed);

    assertThat(analyze(session, "--events")).isEqualTo(141);
    assertThat(session.err()).isEmpty();
    assertThat(model.openStreams()).isEqualTo(0);
  }

  @Test
  void escapeSequencesOfAModelOrAPostingNeverReachTheOutput() {
    String hostile = ANSWER.replace("Horticulture", "\\u001b]0;owned\\u0007\\u009b2J");
    for (String form : List.of("--json", "--events", "--max-tokens=99")) {
      TestSession session = with(ScriptedChatModel.answering(hostile));
      session.input(POSTING + "\u001b[2J\u009b31m\n");

      assertThat(session.run("analyze", form, "--model", file(session), "-")).isEqualTo(0);
      assertThat((session.out() + session.err()).chars())
          .as(form)
          .noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
  }

  private TestSession with(ChatModel model) {
    return new TestSession(home).model(model).input(POSTING);
  }

  private int analyze(TestSession session, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "analyze";
    System.arraycopy(options, 0, args, 1, options.length);
    args[options.length + 1] = "--model";
    args[options.length + 2] = file(session);
    args[options.length + 3] = "-";
    return session.run(args);
  }

  private static String file(TestSession session) {
    return session.addModel("tiny.gguf").toString();
  }
}
