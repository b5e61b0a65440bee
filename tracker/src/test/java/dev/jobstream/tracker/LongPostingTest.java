package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Postings that do not fit into the model's context. */
class LongPostingTest {
  private static final int CONTEXT = 900;
  private static final String FILLER = "We like our work and the people whom we do it for.\n";

  private static final String POSTING =
      "Data Engineer\nAcme Ltd\n"
          + FILLER.repeat(60)
          + "You know Kafka well.\n"
          + FILLER.repeat(60)
          + "You will work in Lyon with Spark and kafka.\n";

  private final List<String> asked = new ArrayList<>();

  @Test
  void isReadInPartsWhoseAnswersArePutTogether() {
    List<AnalysisEvent> events = new ArrayList<>();
    PostingAnalysis analysis =
        Sample.analyzer(model(LongPostingTest::answer))
            .analyzeStreaming(Sample.of(POSTING), events::add);

    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.COMPLETE);
    assertThat(asked).hasSizeBetween(3, 6);
    assertThat(text(analysis, PostingField.TITLE)).isEqualTo("Data Engineer");
    assertThat(text(analysis, PostingField.COMPANY)).isEqualTo("Acme Ltd");
    // The first part's word for it stands nowhere in the posting.
    assertThat(text(analysis, PostingField.LOCATION)).isEqualTo("Lyon");
    assertThat(analysis.finding(PostingField.SKILLS).orElseThrow().value())
        .isEqualTo(new FieldValue.Items(List.of("Kafka", "Spark")));
    assertThat(Sample.quotes(analysis, PostingField.SKILLS)).containsExactly("Kafka", "Spark");
    assertThat(analysis.warnings())
        .containsExactly(
            "The model holds 900 tokens at once, and the posting takes %,d before an answer is written. So it was read in %d parts, and their answers were put together."
                .formatted(tokens(POSTING), asked.size()));
    assertThat(analysis.usage().completionTokens()).isEqualTo(50 * asked.size());
    assertThat(terminals(events)).hasSize(1);
    assertThat(events.getLast()).isEqualTo(new AnalysisEvent.Finished(analysis));
  }

  @Test
  void isReadInPartsTooIfOnlyItsAnswerDoesNotFit() {
    String posting = "Data Engineer\nAcme Ltd\n" + FILLER.repeat(60) + "You will work in Lyon.\n";
    assertThat(tokens(posting)).isBetween(CONTEXT - 200, CONTEXT);
    PostingAnalysis analysis =
        Sample.analyzer(model(LongPostingTest::answer)).analyze(Sample.of(posting));
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.COMPLETE);
    assertThat(text(analysis, PostingField.LOCATION)).isEqualTo("Lyon");
    assertThat(asked).hasSize(3);
  }

  @Test
  void aCancelReachesThePartThatIsReadAndNoOtherFollows() {
    List<AnalysisRun> run = new ArrayList<>();
    PostingAnalyzer analyzer =
        Sample.analyzer(
            model(part -> {
              run.getFirst().cancel();
              return answer(part);
            }));
    run.add(analyzer.analyzeStreaming(Sample.of(POSTING)));
    try (AnalysisRun first = run.getFirst()) {
      PostingAnalysis analysis = first.run(event -> {});
      assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.CANCELLED);
      assertThat(text(analysis, PostingField.TITLE)).isEqualTo("Data Engineer");
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void aPartThatFailsEndsTheAnalysisAndWhatWasFoundStays() {
    LlmException fault = new LlmException.Interrupted("The engine broke off. Try again.");
    PostingAnalysis analysis =
        Sample.analyzer(
                model(part -> {
                  if (asked.size() == 2) {
                    throw fault;
                  }
                  return answer(part);
                }))
            .analyze(Sample.of(POSTING));
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(analysis.error()).isSameAs(fault);
    assertThat(text(analysis, PostingField.TITLE)).isEqualTo("Data Engineer");
    assertThat(asked).hasSize(2);
  }

  /** A model with a token for four characters, whose context ends what it cannot hold. */
  private ChatModel model(Function<String, String> answers) {
    return Sample.model((ChatRequest request) -> {
      String part = request.messages().getLast().text();
      int prompt = tokens(part);
      if (prompt >= CONTEXT) {
        LlmException error = new LlmException.PromptTooLong(prompt, CONTEXT, "Shorten the text.");
        return ChatStream.of(new StreamEvent.Failed(error, TokenUsage.NONE, Timings.NONE));
      }
      asked.add(part);
      String answer;
      try {
        answer = answers.apply(part);
      } catch (LlmException e) {
        return ChatStream.of(new StreamEvent.Failed(e, TokenUsage.NONE, Timings.NONE));
      }
      boolean fits = prompt + 250 <= CONTEXT;
      return ChatStream.of(
          new StreamEvent.TextDelta(fits ? answer : answer.substring(0, answer.length() / 2)),
          new StreamEvent.Completed(
              fits ? FinishReason.STOP : FinishReason.LENGTH,
              new TokenUsage(prompt, 0, fits ? 50 : CONTEXT - prompt),
              Timings.NONE));
    });
  }

  /** What a simple mind reads in a part. */
  private static String answer(String part) {
    boolean head = part.startsWith("Data Engineer");
    List<String> skills = new ArrayList<>();
    Matcher skill = Pattern.compile("Kafka|kafka|Spark").matcher(part);
    while (skill.find()) {
      skills.add('"' + skill.group() + '"');
    }
    return """
    {"title":" %s","company":" %s","location":" %s","skills":%s}\
    """
        .formatted(
            head ? "Data Engineer" : "Work",
            head ? "Acme Ltd" : "Somebody Else",
            part.contains("Lyon") ? "Lyon" : head ? "Nowhere" : "",
            skills);
  }

  private static int tokens(String text) {
    return text.length() / 4;
  }

  private static String text(PostingAnalysis analysis, PostingField field) {
    return ((FieldValue.Text) analysis.finding(field).orElseThrow().value()).text();
  }

  private static List<AnalysisEvent> terminals(List<AnalysisEvent> events) {
    return events.stream()
        .filter(event ->
            event instanceof AnalysisEvent.Model(StreamEvent model)
                && model instanceof StreamEvent.Terminal)
        .toList();
  }
}
