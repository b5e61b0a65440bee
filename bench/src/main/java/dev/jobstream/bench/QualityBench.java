package dev.jobstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.llamacpp.Lever;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads many postings in one process, for a scorer: the model's answer, and what becomes of it. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description =
        "Reads each posting of a file (JSON lines with a `text`) and prints a JSON line for it: the model's own answer, the findings of rules and model, those of the rules alone, and times. `builtin-model` scores them.")
final class QualityBench implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** From which "3 days ago" counts; the scorer counts from it, too. */
  private static final LocalDate SEEN_ON = LocalDate.of(2026, 1, 1);

  @Option(names = "--gguf", required = true, paramLabel = "GGUF", description = "The model's file.")
  Path model = Path.of("");

  @Option(
      names = "--postings",
      required = true,
      paramLabel = "FILE",
      description = "JSON lines, each with the posting's `text`.")
  Path postings = Path.of("");

  @Option(
      names = "--limit",
      defaultValue = "2147483647",
      description = "The most postings to read. Default: all.")
  int limit;

  @Option(
      names = "--without-quotes",
      description =
          "Let title, company, place, pay, address and day be other than the posting's words.")
  boolean withoutQuotes;

  @Option(
      names = "--facts",
      paramLabel = "WHEN",
      defaultValue = "AUTO",
      description =
          "Whether the model is asked for what the rules know: ${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}: yes, if it reads postings and nothing else, or is only told the form.")
  PostingAnalyzer.FactsAsked factsAsked = PostingAnalyzer.FactsAsked.AUTO;

  @Option(names = "--parallel", description = "Have the fields written at the same time.")
  boolean parallel;

  @Override
  public Integer call() throws IOException {
    LlamaOptions options = LlamaOptions.defaults().withContextTokens(2048);
    if (parallel) {
      options = options.withLevers(EnumSet.allOf(Lever.class));
    }
    PostingAnalyzer.Options asked =
        PostingAnalyzer.Options.defaults().withQuotes(!withoutQuotes).withFactsAsked(factsAsked);
    try (LlamaChatModel chat = LlamaChatModel.open(model, options);
        BufferedReader lines = Files.newBufferedReader(postings)) {
      PostingAnalyzer analyzer = new PostingAnalyzer(chat, asked);
      int number = 0;
      for (String line = lines.readLine(); line != null && number < limit; number++) {
        PostingText posting =
            PostingText.of(JSON.readTree(line).path("text").asText()).seenOn(SEEN_ON);
        System.out.println(JSON.writeValueAsString(read(analyzer, posting, number)));
        line = lines.readLine();
      }
    }
    return 0;
  }

  private static ObjectNode read(PostingAnalyzer analyzer, PostingText posting, int number) {
    StringBuilder answer = new StringBuilder();
    ObjectNode confidence = JSON.createObjectNode();
    long begin = System.nanoTime();
    long[] first = {0};
    PostingAnalysis analysis =
        analyzer.analyzeStreaming(
            posting,
            event -> {
              if (event instanceof AnalysisEvent.Model(StreamEvent.TextDelta delta)) {
                answer.append(delta.text());
              }
              if (event instanceof AnalysisEvent.Model(StreamEvent.PropertyConfidence sure)) {
                confidence.put(sure.property(), sure.confidence());
              }
              if (first[0] == 0
                  && event instanceof AnalysisEvent.FieldFound(Finding finding)
                  && finding.origin() == Finding.Origin.MODEL) {
                first[0] = System.nanoTime() - begin;
              }
            });
    long all = System.nanoTime() - begin;
    ObjectNode line = JSON.createObjectNode();
    line.put("posting", number);
    line.put("outcome", analysis.outcome().name());
    line.put("answer", answer.toString());
    line.set("confidence", confidence);
    line.set("findings", findings(analysis.findings()));
    line.set("facts", findings(PostingAnalyzer.factsOnly(posting).findings()));
    line.put("promptTokens", analysis.usage().promptTokens());
    line.put("firstFieldMs", first[0] / 1_000_000);
    line.put("allMs", all / 1_000_000);
    return line;
  }

  private static ObjectNode findings(Map<PostingField, Finding> findings) {
    ObjectNode all = JSON.createObjectNode();
    findings.forEach((field, finding) -> {
      ObjectNode one = all.putObject(field.jsonName());
      one.set("value", value(finding));
      one.put("origin", finding.origin().name());
      one.put("evidence", finding.evidence().source().name());
    });
    return all;
  }

  private static JsonNode value(Finding finding) {
    return switch (finding.value()) {
      case FieldValue.Text(String text) -> JSON.valueToTree(text);
      case FieldValue.Items items -> JSON.valueToTree(items.items());
      case FieldValue.Day day -> JSON.valueToTree(day.day().toString());
      case FieldValue.Employment kind -> JSON.valueToTree(kind.type().name());
      case FieldValue.Level level -> JSON.valueToTree(level.seniority().name());
      case FieldValue.Workplace place -> JSON.valueToTree(place.type().name());
      case FieldValue.Pay pay ->
          JSON.createObjectNode()
              .put("min", pay.salary().min())
              .put("max", pay.salary().max())
              .put("currency", pay.salary().currency());
    };
  }
}
