package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a model that says how sure it is makes of a posting. */
class ConfidenceTest {
  private static final FieldValue ACME = new FieldValue.Text("Grünwald & Söhne GmbH");

  @Test
  void aFindingCarriesTheModelsWordAndOnlyThatOfItsOwnField() {
    PostingAnalysis analysis =
        analysis(
            text("{\"title\":\"Senior Java"),
            sure("title", 0.93),
            text(" Developer\",\"type\":\"full-time\","),
            sure("source_url", 0.99),
            sure("seniority", 0.75),
            text("\"seniority\":\"senior\"}"));
    assertThat(confidence(analysis, PostingField.TITLE)).isEqualTo(0.93);
    assertThat(analysis.finding(PostingField.TITLE).orElseThrow().isUnsure()).isFalse();
    assertThat(confidence(analysis, PostingField.SENIORITY)).isEqualTo(0.75);
    assertThat(analysis.finding(PostingField.SENIORITY).orElseThrow().isUnsure()).isTrue();
    Finding type = analysis.finding(PostingField.EMPLOYMENT_TYPE).orElseThrow();
    assertThat(type.confidence()).isEmpty();
    assertThat(type.isUnsure()).isFalse();
  }

  @Test
  void aValueThatIsMoreProbablyWrongThanRightIsLeftOutAndAGuessStands() {
    StreamEvent[] answer = {
      sure("title", 0.2),
      text("{\"title\":\"Java 21\","),
      sure("company", 0.49),
      text("\"company\":\"pension software\","),
      sure("location", 0.4),
      text("\"location\":\"Zürich (hybrid)\","),
      sure("seniority", 0.69),
      text("\"seniority\":\"senior\","),
      sure("industry", 0.3),
      text("\"industry\":\"pensions\","),
      sure("skills", 0.1),
      text("\"skills\":[\"Java 21\"]}")
    };
    PostingAnalysis analysis = analysis(answer);
    assertThat(analysis.findings()).containsOnlyKeys(PostingField.INDUSTRY, PostingField.SKILLS);
    Finding guess = new Finding(PostingField.COMPANY, ACME, Evidence.NONE, Finding.Origin.GUESS);
    assertThat(Sample.analyzer(model(answer), guess).analyze(Sample.posting()).findings())
        .containsEntry(PostingField.COMPANY, guess);
  }

  @Test
  void whatThePostingDoesNotSayIsUnfoundedButForAnIndustryThatTheModelVouchesFor() {
    PostingAnalysis analysis =
        analysis(
            sure("industry", 0.9),
            text("{\"industry\":\"insurance\","),
            sure("tags", 0.9),
            text("\"tags\":[\"bank\"],\"skills\":[\"Cobol\"],"),
            text("\"title\":\"Senior Java Developer\"}"));
    assertThat(analysis.finding(PostingField.INDUSTRY).orElseThrow().isUnfounded()).isFalse();
    assertThat(analysis.finding(PostingField.TAGS).orElseThrow().isUnfounded()).isTrue();
    assertThat(analysis.finding(PostingField.SKILLS).orElseThrow().isUnfounded()).isTrue();
    assertThat(analysis.finding(PostingField.TITLE).orElseThrow().isUnfounded()).isFalse();
  }

  @Test
  void skillsThatRulesFoundStandBesideThoseOfASmallModel() {
    Finding guess =
        new Finding(
            PostingField.SKILLS,
            new FieldValue.Items(List.of("SQL", "Java 21")),
            new Evidence(Evidence.Source.TEXT, List.of(new Span(0, 3), new Span(4, 11))),
            Finding.Origin.GUESS);
    assertThat(
            Sample.analyzer(model(sure("skills", 0.99), text("{\"skills\":[\"sql\"]}")), guess)
                .analyze(Sample.posting())
                .finding(PostingField.SKILLS))
        .contains(guess);
  }

  @Test
  void whoWatchesSeesTheFieldEndAsItIsKept() {
    List<Finding> told = new ArrayList<>();
    Finding guess = new Finding(PostingField.COMPANY, ACME, Evidence.NONE, Finding.Origin.GUESS);
    Sample.analyzer(
            model(text("{\"company\":\"pension"), sure("company", 0.1), text(" software\"}")),
            guess)
        .analyzeStreaming(
            Sample.posting(),
            event -> {
              if (event instanceof AnalysisEvent.FieldFound found) {
                told.add(found.finding());
              }
            });
    assertThat(told).containsExactly(guess, guess);
  }

  @Test
  void listsOfTwoPartsAreRightOnlyIfBothAre() {
    Deque<ChatStream> streams = new ArrayDeque<>();
    LlmException tooLong = new LlmException.PromptTooLong(1500, 1000, "Shorten the text.");
    streams.add(ChatStream.of(new StreamEvent.Failed(tooLong, TokenUsage.UNKNOWN, Timings.NONE)));
    for (String skill : List.of("Java 21", "SQL", "C++", "Spring Boot")) {
      streams.add(stream(sure("skills", 0.9), text("{\"skills\":[\"%s\"]}".formatted(skill))));
    }
    String posting = Sample.POSTING.repeat(8);
    PostingAnalysis analysis =
        Sample.analyzer(Sample.model(false, request -> streams.remove()))
            .analyze(Sample.of(posting));
    int parts = 4 - streams.size();
    assertThat(parts).isGreaterThan(1);
    assertThat(confidence(analysis, PostingField.SKILLS))
        .isCloseTo(Math.pow(0.9, parts), within(1e-9));
  }

  private static double confidence(PostingAnalysis analysis, PostingField field) {
    return analysis.finding(field).orElseThrow().confidence().orElseThrow();
  }

  private static StreamEvent text(String text) {
    return new StreamEvent.TextDelta(text);
  }

  private static StreamEvent sure(String property, double confidence) {
    return new StreamEvent.PropertyConfidence(property, confidence);
  }

  private static PostingAnalysis analysis(StreamEvent... events) {
    return Sample.analyzer(model(events)).analyze(Sample.posting());
  }

  private static ChatModel model(StreamEvent... events) {
    return Sample.model(false, request -> stream(events));
  }

  private static ChatStream stream(StreamEvent... events) {
    return ChatStream.of(
        Stream.concat(Stream.of(events), Stream.of(Sample.completed(FinishReason.STOP)))
            .toArray(StreamEvent[]::new));
  }
}
