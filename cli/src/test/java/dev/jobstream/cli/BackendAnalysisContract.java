package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.AnalysisRun;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an analysis is, whatever backend runs its model. */
abstract class BackendAnalysisContract {
  private static final PostingText POSTING =
      PostingText.of(
          """
          Senior Java Developer
          Grünwald & Söhne GmbH
          Zürich, Switzerland
          Full-time, CHF 110'000 - 130'000 per year
          You know Java 21 and Spring Boot. We write pension software 😀.
          """);

  private static final String ANSWER =
      """
      {"title":"Senior Java Developer","company":"Grünwald & Söhne GmbH",\
      "location":"Zürich, Switzerland","industry":"pension software 😀",\
      "skills":["Java 21","Spring Boot"],"tags":[]}\
      """;

  /** A model that answers so. */
  abstract ChatModel model(ScriptedAnswer answer);

  @Test
  void theAnswerFillsTheForm() {
    PostingAnalysis analysis = analyzer(ScriptedAnswer.written(ANSWER)).analyze(POSTING);
    assertThat(analysis.error()).isNull();
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.COMPLETE);
    assertThat(text(analysis, PostingField.COMPANY)).isEqualTo("Grünwald & Söhne GmbH");
    assertThat(text(analysis, PostingField.INDUSTRY)).isEqualTo("pension software 😀");
    assertThat(analysis.finding(PostingField.SKILLS).orElseThrow().value())
        .isEqualTo(new FieldValue.Items(List.of("Java 21", "Spring Boot")));
    assertThat(analysis.finding(PostingField.SALARY)).as("what rules read").isPresent();
  }

  @Test
  void fieldsAppearWhileTheModelWrites() {
    List<AnalysisEvent> events = new ArrayList<>();
    analyzer(ScriptedAnswer.written(ANSWER)).analyzeStreaming(POSTING, events::add);
    assertThat(events)
        .filteredOn(AnalysisEvent.FieldWriting.class::isInstance)
        .as("pieces of fields")
        .hasSizeGreaterThan(3);
    assertThat(events.getLast()).isInstanceOf(AnalysisEvent.Finished.class);
    assertThat(events).filteredOn(AnalysisEvent.Finished.class::isInstance).hasSize(1);
  }

  @Test
  void streamingOrNotTheResultIsTheSame() {
    PostingAnalysis streamed =
        analyzer(ScriptedAnswer.written(ANSWER)).analyzeStreaming(POSTING, event -> {});
    PostingAnalysis whole = analyzer(ScriptedAnswer.of(ANSWER)).analyze(POSTING);
    assertThat(streamed.findings()).isEqualTo(whole.findings());
  }

  @Test
  void thinkingIsNoPartOfTheAnswer() {
    List<AnalysisEvent> events = new ArrayList<>();
    PostingAnalysis analysis =
        analyzer(ScriptedAnswer.written(ANSWER).withThinking("{\"title\":", "\"Wrong\"}"))
            .analyzeStreaming(POSTING, events::add);
    assertThat(text(analysis, PostingField.TITLE)).isEqualTo("Senior Java Developer");
    assertThat(events)
        .filteredOn(
            event -> event instanceof AnalysisEvent.Model(StreamEvent.ThinkingDelta thinking))
        .isNotEmpty();
  }

  @Test
  void aModelThatFailsInTheMiddleLeavesWhatWasComplete() {
    PostingAnalysis analysis =
        analyzer(
                ScriptedAnswer.of("{\"company\":\"Grünwald & Söhne GmbH\",", "\"industry\":\"pens")
                    .failing("the runner has crashed"))
            .analyze(POSTING);
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(analysis.error()).isInstanceOf(LlmException.Interrupted.class);
    assertThat(text(analysis, PostingField.COMPANY)).isEqualTo("Grünwald & Söhne GmbH");
    assertThat(analysis.finding(PostingField.INDUSTRY)).isEmpty();
  }

  @Test
  void aModelThatIsCutOffLeavesWhatWasComplete() {
    PostingAnalysis analysis =
        analyzer(
                ScriptedAnswer.of("{\"company\":\"Grünwald & Söhne GmbH\",", "\"indus")
                    .withEnd(ScriptedAnswer.End.CUT))
            .analyze(POSTING);
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(text(analysis, PostingField.COMPANY)).isEqualTo("Grünwald & Söhne GmbH");
  }

  @Test
  void anAnswerThatIsNoJsonLeavesTheFacts() {
    PostingAnalysis analysis =
        analyzer(ScriptedAnswer.of("I cannot", " help with that.")).analyze(POSTING);
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(analysis.finding(PostingField.SALARY)).isPresent();
  }

  @Test
  void aModelThatRefusesLeavesTheFactsAndSaysWhy() {
    PostingAnalysis analysis = analyzer(ScriptedAnswer.refused(503, "queue full")).analyze(POSTING);
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(analysis.error()).isInstanceOf(LlmException.Overloaded.class);
    assertThat(analysis.finding(PostingField.SALARY)).isPresent();
  }

  @Test
  void cancellingKeepsWhatWasFound() {
    PostingAnalyzer analyzer =
        analyzer(
            ScriptedAnswer.of("{\"company\":\"Grünwald & Söhne GmbH\",")
                .withEnd(ScriptedAnswer.End.SILENCE));
    try (AnalysisRun run = analyzer.analyzeStreaming(POSTING)) {
      PostingAnalysis analysis =
          run.run(event -> {
            if (event instanceof AnalysisEvent.FieldFound found
                && found.finding().field() == PostingField.COMPANY
                && found.finding().origin() == Finding.Origin.MODEL) {
              Thread.ofVirtual().start(run::cancel);
            }
          });
      assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.CANCELLED);
      assertThat(text(analysis, PostingField.COMPANY)).isEqualTo("Grünwald & Söhne GmbH");
    }
  }

  private PostingAnalyzer analyzer(ScriptedAnswer answer) {
    return new PostingAnalyzer(model(answer));
  }

  private static String text(PostingAnalysis analysis, PostingField field) {
    return analysis.finding(field).orElseThrow().value() instanceof FieldValue.Text text
        ? text.text()
        : "";
  }
}
