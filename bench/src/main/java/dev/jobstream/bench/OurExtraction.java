package dev.jobstream.bench;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.AnalysisRun;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingText;
import java.util.concurrent.atomic.AtomicReference;

/** An analysis as the product makes it: rules, the model's stream, and its answer read. */
final class OurExtraction {
  private OurExtraction() {}

  /** What the model is asked about a posting. */
  static ChatRequest request(BenchPosting posting) {
    AtomicReference<ChatRequest> asked = new AtomicReference<>();
    ChatModel listener =
        new ChatModel() {
          @Override
          public String id() {
            return "listener";
          }

          @Override
          public Capabilities capabilities() {
            return new Capabilities(false, false, false, false, Capabilities.Cancellation.NONE);
          }

          @Override
          public ChatStream stream(ChatRequest request) {
            asked.set(request);
            return ChatStream.of(StreamEvent.Completed.empty());
          }
        };
    new PostingAnalyzer(listener).analyze(PostingText.of(posting.text()));
    return asked.get();
  }

  /** Reads a posting ahead. */
  static void prewarm(ChatModel model, BenchPosting posting) {
    try (ChatStream stream = model.prewarm(request(posting))) {
      stream.run(event -> {});
    }
  }

  /** Analyses a posting; the model's answer must be the one that it was told to write. */
  static Extraction run(ChatModel model, BenchPosting posting, BenchClock clock) {
    long start = clock.nanos();
    StringBuilder answer = new StringBuilder();
    double[] first = {-1};
    PostingAnalysis analysis;
    try (AnalysisRun run =
        new PostingAnalyzer(model).analyzeStreaming(PostingText.of(posting.text()))) {
      analysis =
          run.run(event -> {
            if (event instanceof AnalysisEvent.Model(StreamEvent.TextDelta delta)) {
              answer.append(delta.text());
              if (first[0] < 0 && answer.length() >= firstFieldLength(posting.answer())) {
                first[0] = (clock.nanos() - start) / 1e6;
              }
            }
          });
    }
    double last = (clock.nanos() - start) / 1e6;
    if (analysis.outcome() != PostingAnalysis.Outcome.COMPLETE
        || !answer.toString().equals(posting.answer())) {
      throw new IllegalStateException(
          "The analysis ended as %s with %s instead of %s"
              .formatted(analysis.outcome(), answer, posting.answer()));
    }
    return new Extraction(first[0], last);
  }

  /** How much of an answer makes its first field complete. */
  static int firstFieldLength(String answer) {
    return answer.indexOf("\",\"") + 1;
  }
}
