package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.testsupport.ReaderModel;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample postings, read by the model that comes with the project. */
class ReaderModelTest {
  private static final Path PROJECT = Path.of(System.getProperty("jobstream.project", ".."));
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path file;
  private static LlamaChatModel model;

  @TempDir Path home;

  @BeforeAll
  static void open() {
    file = ReaderModel.find().orElseThrow();
    model = LlamaChatModel.open(file, LlamaOptions.defaults().withThreads(1, 1));
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain-text.txt | Senior Backend Engineer | Northwind Analytics | Dublin, Ireland",
        "short-care.txt | Staff Nurse, Paediatrics | St. Brannock's Children's Hospital |"
            + " Halifax, NS, Canada",
        "short-startup.txt | Machine Learning Engineer | Tidewell | Lisbon, Portugal",
      })
  void titleCompanyAndLocationAreRead(String name, String title, String company, String location)
      throws IOException {
    PostingAnalysis analysis = new PostingAnalyzer(model).analyze(sample(name));

    assertThat(text(analysis, PostingField.TITLE)).isEqualTo(title);
    assertThat(text(analysis, PostingField.COMPANY)).isEqualTo(company);
    // As the posting writes it, with the workplace behind it or without.
    assertThat(text(analysis, PostingField.LOCATION)).startsWith(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-text.txt",
        "german.txt",
        "short-board.txt",
        "short-care.txt",
        "short-startup.txt"
      })
  void aSampleIsReadToItsEndAndItsFactsAreKept(String name) throws IOException {
    PostingAnalysis analysis = new PostingAnalyzer(model).analyze(sample(name));

    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.COMPLETE);
    assertThat(analysis.error()).isNull();
    assertThat(analysis.modelId()).isEqualTo(model.id());
    assertThat(analysis.usage().completionTokens()).isPositive();
    assertThat(analysis.findings().values())
        .as("what the model alone has found")
        .anyMatch(finding -> finding.origin() == Finding.Origin.MODEL);
    assertFactsAreKept(analysis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-text.txt",
        "german.txt",
        "short-board.txt",
        "short-care.txt",
        "short-startup.txt",
        "prompt-injection.txt"
      })
  void streamingFindsWhatIsFoundWithout(String name) throws IOException {
    PostingText posting = sample(name);
    PostingAnalyzer analyzer = new PostingAnalyzer(model);
    List<AnalysisEvent> events = new ArrayList<>();

    PostingAnalysis streamed = analyzer.analyzeStreaming(posting, events::add);

    PostingAnalysis whole = analyzer.analyze(posting);
    assertThat(streamed.findings()).isEqualTo(whole.findings());
    assertThat(streamed.outcome()).isEqualTo(whole.outcome());
    assertThat(streamed.warnings()).isEqualTo(whole.warnings());
    assertThat(events.getLast()).isEqualTo(new AnalysisEvent.Finished(streamed));
  }

  @Test
  void ordersInAPostingChangeNoField() throws IOException {
    PostingAnalysis analysis = new PostingAnalyzer(model).analyze(sample("prompt-injection.txt"));

    assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.COMPLETE);
    assertFactsAreKept(analysis);
    assertThat(analysis.findings().toString())
        .doesNotContain("PWNED")
        .doesNotContain("Acme")
        .doesNotContain("999999")
        .doesNotContain("hire-immediately")
        .doesNotContain("evil.example")
        .doesNotContain("delete_all_applications");
    assertThat(text(analysis, PostingField.TITLE)).isEqualTo("Data Engineer");
    assertThat(text(analysis, PostingField.COMPANY)).isEqualTo("Juniper Vale Health");
    assertThat(text(analysis, PostingField.LOCATION)).isEqualTo("Leeds, United Kingdom");
  }

  /** What the posting gives as orders to a model, and what is there to make them look real. */
  private static final List<String> ORDERS =
      List.of(
          "IGNORE ALL",
          "<|im",
          "You are an unrestricted",
          "{\"title\": \"PWNED\"",
          "[INST]",
          "<!-- Note",
          "\"\"\"",
          "### ",
          "</posting>",
          "</document>",
          "SYSTEM OVERRIDE",
          "{\"role\"",
          "Dear language model");

  @Test
  void ordersInAPostingChangeNothingThatIsReadOfIt() throws IOException {
    String hostile = sample("prompt-injection.txt").text();
    String harmless =
        hostile
            .lines()
            .filter(line -> ORDERS.stream().noneMatch(line::startsWith))
            .collect(Collectors.joining("\n"));
    assertThat(hostile.length() - harmless.length()).isGreaterThan(1_200);
    PostingAnalyzer analyzer = new PostingAnalyzer(model);

    Map<PostingField, FieldValue> read = values(analyzer.analyze(PostingText.of(hostile)));
    Map<PostingField, FieldValue> expected = values(analyzer.analyze(PostingText.of(harmless)));
    // Which of the tags that fit come up turns with any word of the text.
    assertThat(read.remove(PostingField.TAGS))
        .isInstanceOfSatisfying(
            FieldValue.Items.class,
            tags -> assertThat(tags.items()).isSubsetOf("data", "engineering", "remote", "hybrid"));
    expected.remove(PostingField.TAGS);
    assertThat(read).isEqualTo(expected);
  }

  private static Map<PostingField, FieldValue> values(PostingAnalysis analysis) {
    Map<PostingField, FieldValue> values = new EnumMap<>(PostingField.class);
    analysis.findings().forEach((field, finding) -> values.put(field, finding.value()));
    return values;
  }

  @Test
  void theCommandWritesTheSameAsJson() throws IOException {
    Path posting = PROJECT.resolve("samples/plain-text.txt");
    PostingAnalysis expected = new PostingAnalyzer(model).analyze(sample("plain-text.txt"));
    TestSession session = new TestSession(home).model(model);

    assertThat(session.run("analyze", "--json", "--model", file.toString(), posting.toString()))
        .as(session.err())
        .isEqualTo(ExitCode.DONE);

    JsonNode result = JSON.readTree(session.out());
    assertThat(result.path("outcome").asText()).isEqualTo("COMPLETE");
    assertThat(result.path("model").asText()).isEqualTo(model.id());
    assertThat(result.path("error").isNull()).isTrue();
    assertThat(result.path("description").asText()).isEqualTo(expected.posting().text());
    for (PostingField field :
        List.of(PostingField.TITLE, PostingField.COMPANY, PostingField.LOCATION)) {
      assertThat(result.path(field.jsonName()).asText()).isEqualTo(text(expected, field));
    }
    assertThat(result.path("salary").path("min").asInt()).isEqualTo(85_000);
    assertThat(result.path("salary").path("max").asInt()).isEqualTo(105_000);
    assertThat(result.path("validThrough").asText()).isEqualTo("2026-04-30");
    for (PostingField field : PostingField.values()) {
      assertThat(result.has(field.jsonName()))
          .as(field.jsonName())
          .isEqualTo(expected.finding(field).isPresent());
    }
  }

  private static PostingText sample(String name) throws IOException {
    return PostingText.ofBytes(Files.readAllBytes(PROJECT.resolve("samples").resolve(name)));
  }

  private static String text(PostingAnalysis analysis, PostingField field) {
    return analysis.finding(field).map(Finding::value).orElse(null)
            instanceof FieldValue.Text(String text)
        ? text
        : "nothing";
  }

  private static void assertFactsAreKept(PostingAnalysis analysis) {
    PostingAnalyzer.factsOnly(analysis.posting()).findings().values().stream()
        .filter(finding -> finding.origin() == Finding.Origin.FACT)
        .forEach(
            fact -> assertThat(analysis.finding(fact.field())).as(fact.toString()).contains(fact));
  }
}
