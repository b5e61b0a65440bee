package dev.jobstream.web;

import dev.jobstream.llm.ChatStream;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.applications.SavedAnalysis;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A posting that is being added: pasted, perhaps analysed, not yet saved. While its user looks at
 * it the model reads it ahead. Thread-safe.
 */
final class Draft {
  private final PostingText posting;
  private final PostingAnalysis facts;

  // Guarded by this.
  private @Nullable ChatStream prewarm;
  private @Nullable AnalysisLiveStream analysis;
  private @Nullable String streamId;

  Draft(PostingText posting) {
    this.posting = posting;
    this.facts = PostingAnalyzer.factsOnly(posting);
  }

  PostingText posting() {
    return posting;
  }

  /** What rules find. */
  Map<PostingField, Finding> facts() {
    return facts.findings();
  }

  /** Has the model read the posting ahead, if it can. */
  void prewarm(Models.Usable usable) {
    if (!usable.model().capabilities().prewarm()) {
      return;
    }
    ChatStream stream = new PostingAnalyzer(usable.model(), usable.reading()).prewarm(posting);
    synchronized (this) {
      prewarm = stream;
    }
    Thread.ofVirtual()
        .name("jobstream-prewarm")
        .start(() -> {
          try (stream) {
            stream.run(event -> {});
          }
        });
  }

  /**
   * Begins an analysis, in place of an earlier one.
   *
   * @param streams where its events can be had
   */
  synchronized void analyze(Models.Usable usable, LiveStreams streams) {
    stop();
    analysis = AnalysisLiveStream.start(usable, posting);
    streamId = streams.add(analysis);
  }

  /** The stream of the last analysis; empty if there was none. */
  synchronized Optional<StreamsApi.State> stream() {
    return analysis == null || streamId == null
        ? Optional.empty()
        : Optional.of(StreamsApi.State.of(streamId, analysis));
  }

  /** What can be saved with the posting now. */
  synchronized SavedAnalysis soFar() {
    return analysis == null ? SavedAnalysis.of(facts) : analysis.soFar();
  }

  /** Stops what the model does for it. What it has read of the posting stays read. */
  synchronized void stop() {
    if (prewarm != null) {
      prewarm.cancel();
      prewarm = null;
    }
    if (analysis != null && !analysis.ended()) {
      analysis.cancel();
    }
  }
}
