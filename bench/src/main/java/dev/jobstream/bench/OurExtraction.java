package dev.jobstream.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.AnalysisRun;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** An analysis as the product makes it: rules, the model's stream, and its answer read. */
final class OurExtraction {
  private OurExtraction() {}

  private static final Pattern FIRST_FIELD =
      Pattern.compile("^\\{\"[^\"]*\":(\"(\\\\.|[^\"\\\\])*\"|\\[[^\\]]*\\])");

  /** What the peers are asked for: facts, too. */
  static final PostingAnalyzer.Options WHOLE_FORM =
      PostingAnalyzer.Options.defaults().withFactsAsked(PostingAnalyzer.FactsAsked.ALWAYS);

  /** What the model is asked about a posting. */
  static ChatRequest request(BenchPosting posting, PostingAnalyzer.Options options) {
    AtomicReference<ChatRequest> asked = new AtomicReference<>();
    ChatModel listener =
        new ChatModel() {
          @Override
          public String id() {
            return "listener";
          }

          @Override
          public Capabilities capabilities() {
            return new Capabilities(false, true, false, false, Capabilities.Cancellation.NONE);
          }

          @Override
          public ChatStream stream(ChatRequest request) {
            asked.set(request);
            return ChatStream.of(StreamEvent.Completed.empty());
          }
        };
    new PostingAnalyzer(listener, options).analyze(PostingText.of(posting.text()));
    return asked.get();
  }

  /** Reads a posting ahead. */
  static void prewarm(ChatModel model, String posting) {
    try (ChatStream stream = new PostingAnalyzer(model).prewarm(PostingText.of(posting))) {
      stream.run(event -> {});
    }
  }

  /**
   * An analysis.
   *
   * @param usage tells what of the prompt was in the cache
   */
  record Run(Extraction times, TokenUsage usage) {}

  /** Analyses a posting; the model's answer must be the one that it was told to write. */
  static Run run(
      ChatModel model, BenchPosting posting, PostingAnalyzer.Options options, BenchClock clock) {
    long start = clock.nanos();
    StringBuilder answer = new StringBuilder();
    double[] first = {-1};
    PostingAnalysis analysis;
    try (AnalysisRun run =
        new PostingAnalyzer(model, options).analyzeStreaming(PostingText.of(posting.text()))) {
      analysis =
          run.run(event -> {
            if (event instanceof AnalysisEvent.Model(StreamEvent.TextDelta delta)) {
              answer.append(delta.text());
              if (first[0] < 0 && FIRST_FIELD.matcher(answer).find()) {
                first[0] = (clock.nanos() - start) / 1e6;
              }
            }
          });
    }
    double last = (clock.nanos() - start) / 1e6;
    if (analysis.outcome() != PostingAnalysis.Outcome.COMPLETE
        || !json(answer.toString()).equals(json(script(request(posting, options), posting)))) {
      throw new IllegalStateException(
          "The analysis ended as %s with %s instead of %s"
              .formatted(analysis.outcome(), answer, script(request(posting, options), posting)));
    }
    return new Run(new Extraction(first[0], last), analysis.usage());
  }

  /** What of a posting's answer a request asks for. */
  static String script(ChatRequest request, BenchPosting posting) {
    String schema = ((ResponseFormat.JsonSchema) request.responseFormat()).schema();
    List<String> keys = new ArrayList<>();
    json(schema).get("properties").fieldNames().forEachRemaining(keys::add);
    return ((ObjectNode) json(posting.answer())).retain(keys).toString();
  }

  /** Keys may come in another order. */
  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The answer is no JSON: " + text, e);
    }
  }

  /** How much of an answer makes its first field complete. */
  static int firstFieldLength(String answer) {
    return answer.indexOf("\",\"") + 1;
  }
}
