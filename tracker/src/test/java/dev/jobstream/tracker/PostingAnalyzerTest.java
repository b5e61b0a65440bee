package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.PostingAnalyzer.FactsAsked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingAnalyzerTest {

  @Test
  void aGoodAnswerFillsEveryFieldAndShowsWhereEachStands() {
    PostingAnalysis analysis = Sample.analysis(Sample.ANSWER);

    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.COMPLETE);
    assertThat(analysis.warnings()).isEmpty();
    assertThat(analysis.modelId()).isEqualTo("scripted");
    assertThat(analysis.usage()).isEqualTo(new TokenUsage(700, 0, 200));
    assertThat(values(analysis))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(PostingField.TITLE, new FieldValue.Text("Senior Java Developer (m/w/d)")),
                Map.entry(PostingField.COMPANY, new FieldValue.Text("Grünwald & Söhne GmbH")),
                Map.entry(PostingField.LOCATION, new FieldValue.Text("Zürich, Switzerland")),
                Map.entry(
                    PostingField.EMPLOYMENT_TYPE,
                    new FieldValue.Employment(EmploymentType.FULL_TIME)),
                Map.entry(PostingField.SENIORITY, new FieldValue.Level(Seniority.MID_SENIOR)),
                Map.entry(PostingField.INDUSTRY, new FieldValue.Text("pension software")),
                Map.entry(
                    PostingField.SKILLS,
                    new FieldValue.Items(List.of("Java 21", "Spring Boot", "C++", "SQL"))),
                Map.entry(PostingField.TAGS, new FieldValue.Items(List.of("tests 😀", "hybrid"))),
                Map.entry(
                    PostingField.SALARY,
                    new FieldValue.Pay(
                        new Salary(
                            new BigDecimal("110000"),
                            new BigDecimal("130000"),
                            "CHF",
                            Salary.Period.YEAR))),
                Map.entry(
                    PostingField.SOURCE_URL,
                    new FieldValue.Text("https://jobs.gruenwald.example/4711?ref=board")),
                Map.entry(PostingField.DATE_POSTED, new FieldValue.Day(LocalDate.of(2026, 5, 3)))));
    assertThat(Sample.quotes(analysis, PostingField.EMPLOYMENT_TYPE)).containsExactly("Full-time");
    assertThat(Sample.quotes(analysis, PostingField.SENIORITY)).containsExactly("Senior");
    assertThat(Sample.quotes(analysis, PostingField.SKILLS))
        .containsExactly("Java 21", "Spring Boot", "C++", "SQL");
    assertThat(Sample.quotes(analysis, PostingField.DATE_POSTED)).containsExactly("3 May 2026");
    assertThat(Sample.quotes(analysis, PostingField.SALARY))
        .containsExactly("CHF 110'000 - 130'000 per year");
  }

  @Test
  void streamingGivesTheSameHoweverTheAnswerIsSplit() {
    PostingAnalysis whole = Sample.analysis(Sample.ANSWER);
    List<AnalysisEvent> wholeFound = found(events(List.of(Sample.ANSWER)));
    for (long seed = 0; seed < 100; seed++) {
      List<AnalysisEvent> events = events(AnswerReaderTest.split(Sample.ANSWER, new Random(seed)));
      assertThat(found(events)).as("seed %d", seed).isEqualTo(wholeFound);
      AnalysisEvent.Finished end = (AnalysisEvent.Finished) events.getLast();
      assertThat(end.analysis().findings()).as("seed %d", seed).isEqualTo(whole.findings());
      assertThat(end.analysis().outcome()).isEqualTo(whole.outcome());
    }
  }

  @Test
  void factsComeFirstThenWritingThenFindingsThenOneEnd() {
    Finding guess = guess(PostingField.TITLE, new FieldValue.Text("Grünwald"));
    Finding fact = Sample.fact(PostingField.COMPANY, new FieldValue.Text("Grünwald AG"));
    PostingAnalyzer analyzer =
        Sample.analyzer(
            Sample.model(
                Sample.completed(FinishReason.STOP),
                List.of("{\"title\":\"Senior Ja", "va Developer\",", "\"company\":\"Gr", "x\"}")),
            guess,
            fact);
    List<String> told = new ArrayList<>();
    analyzer.analyzeStreaming(Sample.posting(), event -> told.add(shown(event)));

    assertThat(told)
        .containsExactly(
            "TITLE=Grünwald by GUESS",
            "COMPANY=Grünwald AG by FACT",
            "TextDelta",
            "TITLE~Senior Ja",
            "TextDelta",
            "TITLE=Senior Java Developer by MODEL",
            "TextDelta",
            "TextDelta",
            "Completed",
            "Finished");
  }

  @Test
  void theLastFindingToldOfAFieldIsTheOneThatIsKept() {
    String answer =
        """
        {"title":"Invented","location":"Remote","title":"","company":"N/A","type":"wizard",
         "location":"Zürich","workplaceType":"hybrid"}\
        """;
    Finding guess = guess(PostingField.TITLE, new FieldValue.Text("Senior Java Developer"));
    List<AnalysisEvent> events = new ArrayList<>();
    PostingAnalysis analysis =
        Sample.analyzer(answer, guess).analyzeStreaming(Sample.posting(), events::add);

    Map<PostingField, Finding> last = new EnumMap<>(PostingField.class);
    for (AnalysisEvent event : events) {
      if (event instanceof AnalysisEvent.FieldFound found) {
        last.put(found.finding().field(), found.finding());
      }
    }
    assertThat(last).isEqualTo(analysis.findings());
    assertThat(last.get(PostingField.TITLE)).isEqualTo(guess);
    assertThat(analysis.finding(PostingField.LOCATION).orElseThrow().value())
        .isEqualTo(new FieldValue.Text("Zürich"));
    assertThat(last).doesNotContainKeys(PostingField.COMPANY, PostingField.EMPLOYMENT_TYPE);
  }

  @Test
  void remoteAsAPlaceIsAlsoTheWorkplace() {
    PostingText posting = Sample.of("Developer\nAcme\nRemote (EU)\n");
    PostingAnalysis analysis = Sample.analyzer("{\"location\":\"Remote (EU)\"}").analyze(posting);
    assertThat(analysis.finding(PostingField.WORKPLACE_TYPE).orElseThrow().value())
        .isEqualTo(new FieldValue.Workplace(WorkplaceType.REMOTE));
    assertThat(Sample.quotes(analysis, PostingField.WORKPLACE_TYPE)).containsExactly("Remote");
  }

  @Test
  void thinkingWithinTheAnswerIsNotTheAnswer() {
    PostingAnalysis analysis =
        Sample.analysis("<think>{\"title\":\"Draft\"}</think>{\"title\":\"Java Developer\"}");
    assertThat(values(analysis))
        .containsExactly(Map.entry(PostingField.TITLE, new FieldValue.Text("Java Developer")));
  }

  @Test
  void aModelThatReadsPostingsOnlyDoesNotOverruleAGuessThatThePostingShows() {
    Finding guess = guess(PostingField.TITLE, new FieldValue.Text("Senior Java Developer"));
    Function<ChatRequest, ChatStream> answer =
        request ->
            ChatStream.of(
                new StreamEvent.TextDelta(Sample.ANSWER), Sample.completed(FinishReason.STOP));
    PostingAnalysis byGeneral =
        Sample.analyzer(Sample.model(true, answer), guess).analyze(Sample.posting());
    PostingAnalysis byReader =
        Sample.analyzer(Sample.model(false, answer), guess).analyze(Sample.posting());
    assertThat(byGeneral.finding(PostingField.TITLE).orElseThrow().origin())
        .isEqualTo(Finding.Origin.MODEL);
    assertThat(byReader.finding(PostingField.TITLE)).contains(guess);
    assertThat(byReader.finding(PostingField.COMPANY).orElseThrow().origin())
        .isEqualTo(Finding.Origin.MODEL);
  }

  @ParameterizedTest
  @CsvSource({
    // Whether it is held to a form, whether it follows any request, whether it is asked for facts.
    "true, true, false",
    "true, false, true",
    "false, true, true"
  })
  void aModelIsAskedForFactsIfItReadsPostingsOnlyOrIsHeldToNoForm(
      boolean jsonSchema, boolean freeText, boolean asked) {
    Capabilities capabilities =
        new Capabilities(
            true, jsonSchema, false, false, Capabilities.Cancellation.STOPS_COMPUTE, freeText);
    assertThat(asksForFacts(capabilities, FactsAsked.AUTO)).isEqualTo(asked);
    assertThat(asksForFacts(capabilities, FactsAsked.ALWAYS)).isTrue();
    assertThat(asksForFacts(capabilities, FactsAsked.NEVER)).isFalse();
  }

  private static boolean asksForFacts(Capabilities capabilities, FactsAsked asked) {
    List<String> schemas = new ArrayList<>();
    ChatModel model =
        Sample.model(
            capabilities,
            request -> {
              schemas.add(((ResponseFormat.JsonSchema) request.responseFormat()).schema());
              return ChatStream.of(StreamEvent.Completed.empty());
            });
    new PostingAnalyzer(model, PostingAnalyzer.Options.defaults().withFactsAsked(asked))
        .analyze(PostingText.of("Nurse\nCompany: Northwind Care\nHelp people."));
    assertThat(schemas).hasSize(1);
    assertThat(schemas.getFirst()).contains("\"title\"");
    return schemas.getFirst().contains("\"company\"");
  }

  @Test
  void whereOneAppliesIsNotWhereThePostingStands() {
    String url = "https://acme.example/jobs/cook-17/apply";
    PostingText posting = PostingText.of("Cook\nApply here: " + url);
    ChatModel model =
        Sample.model(
            Sample.completed(FinishReason.STOP), List.of("{\"source_url\":\"" + url + "\"}"));
    PostingAnalysis analysis = new PostingAnalyzer(model).analyze(posting);
    assertThat(analysis.findings())
        .containsKey(PostingField.APPLY_URL)
        .doesNotContainKey(PostingField.SOURCE_URL);
  }

  @Test
  void aSwitchToAnotherModelNamesTheOneThatAnswered() {
    StreamEvent.ModelSwitched switched =
        new StreamEvent.ModelSwitched(
            "first", "second", new LlmException.ModelUnavailable("No server."));
    PostingAnalysis analysis =
        Sample.analyzer(
                Sample.model(request ->
                    ChatStream.of(
                        StreamEvent.Progress.of(Phase.LOADING),
                        switched,
                        new StreamEvent.ThinkingDelta("{\"title\":\"Draft\"}"),
                        new StreamEvent.TextDelta("{\"title\":\"Java Developer\"}"),
                        Sample.completed(FinishReason.STOP))))
            .analyze(Sample.posting());
    assertThat(analysis.modelId()).isEqualTo("second");
    assertThat(values(analysis).get(PostingField.TITLE))
        .isEqualTo(new FieldValue.Text("Java Developer"));
  }

  @Test
  void aPromptThatIsTooLongIsReportedWithBothNumbersAndTheFactsStay() {
    Finding fact = Sample.fact(PostingField.COMPANY, new FieldValue.Text("Acme"));
    LlmException tooLong = new LlmException.PromptTooLong(9120, 8192, "Shorten the posting.");
    PostingAnalysis analysis =
        Sample.analyzer(
                Sample.model(
                    new StreamEvent.Failed(tooLong, TokenUsage.NONE, Timings.NONE), List.of()),
                fact)
            .analyze(Sample.posting());
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(analysis.error())
        .isSameAs(tooLong)
        .hasMessage("The prompt has 9,120 tokens, the context holds 8,192. Shorten the posting.");
    assertThat(analysis.findings()).containsExactly(Map.entry(PostingField.COMPANY, fact));
  }

  @Test
  void aModelThatThrowsIsAFailureAndNoException() {
    PostingAnalysis analysis =
        Sample.analyzer(Sample.model(request -> new ThrowingStream())).analyze(Sample.posting());
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
    assertThat(analysis.error())
        .hasMessage(
            "The model broke off with an unexpected `IllegalStateException`."
                + " Try again, or choose another model.");
  }

  @Test
  void aListenersExceptionClosesTheModelsStreamAndPropagates() {
    ThrowingStream stream = new ThrowingStream();
    PostingAnalyzer analyzer = Sample.analyzer(Sample.model(request -> stream));
    IllegalArgumentException fault = new IllegalArgumentException("listener");
    assertThatThrownBy(() ->
            analyzer.analyzeStreaming(
                Sample.posting(),
                event -> {
                  throw fault;
                }))
        .isSameAs(fault);
    assertThat(stream.closed).isTrue();
  }

  @Test
  void anAnalysisRunsOnce() {
    try (AnalysisRun run = Sample.analyzer(Sample.ANSWER).analyzeStreaming(Sample.posting())) {
      run.run(event -> {});
      assertThatThrownBy(() -> run.run(event -> {})).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void withoutAModelTheFactsAreTheAnalysis() {
    PostingAnalysis analysis = PostingAnalyzer.factsOnly(Sample.posting());
    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FACTS_ONLY);
    assertThat(analysis.modelId()).isNull();
    assertThat(analysis.findings()).isEqualTo(PostingFacts.read(Sample.posting()));
  }

  private static List<AnalysisEvent> events(List<String> deltas) {
    List<AnalysisEvent> events = new ArrayList<>();
    Sample.analyzer(Sample.model(Sample.completed(FinishReason.STOP), deltas))
        .analyzeStreaming(Sample.posting(), events::add);
    return events;
  }

  private static List<AnalysisEvent> found(List<AnalysisEvent> events) {
    return events.stream().filter(AnalysisEvent.FieldFound.class::isInstance).toList();
  }

  private static Map<PostingField, FieldValue> values(PostingAnalysis analysis) {
    Map<PostingField, FieldValue> values = new EnumMap<>(PostingField.class);
    analysis.findings().forEach((field, finding) -> values.put(field, finding.value()));
    return values;
  }

  private static Finding guess(PostingField field, FieldValue value) {
    return new Finding(field, value, Evidence.of(new Span(0, 5)), Finding.Origin.GUESS);
  }

  private static String shown(AnalysisEvent event) {
    return switch (event) {
      case AnalysisEvent.Model model -> model.event().getClass().getSimpleName();
      case AnalysisEvent.FieldWriting writing -> writing.field() + "~" + writing.text();
      case AnalysisEvent.FieldFound found ->
          "%s=%s by %s"
              .formatted(
                  found.finding().field(),
                  ((FieldValue.Text) found.finding().value()).text(),
                  found.finding().origin());
      case AnalysisEvent.Finished finished -> "Finished";
    };
  }

  /** A stream that breaks the contract: its iterator throws. */
  private static final class ThrowingStream implements ChatStream {
    private boolean closed;

    @Override
    public Iterator<StreamEvent> iterator() {
      throw new IllegalStateException("the posting's text, perhaps");
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
