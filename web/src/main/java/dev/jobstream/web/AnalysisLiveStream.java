package dev.jobstream.web;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.AnalysisRun;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.applications.SavedAnalysis;
import dev.jobstream.tracker.exchange.FindingJson;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An analysis while it runs: its fields as they are found, and what the model is doing. */
final class AnalysisLiveStream implements LiveStream {
  private final EventJournal journal = new EventJournal();
  private final AnalysisRun run;
  private final Capabilities capabilities;
  private final String modelId;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);
  private @Nullable PostingAnalysis analysis;

  private AnalysisLiveStream(Models.Usable usable, PostingText posting) {
    run =
        new PostingAnalyzer(new PacedChatModel(usable), usable.reading()).analyzeStreaming(posting);
    capabilities = usable.model().capabilities();
    modelId = usable.model().id();
  }

  /** Begins on a thread of its own. */
  static AnalysisLiveStream start(Models.Usable usable, PostingText posting) {
    AnalysisLiveStream stream = new AnalysisLiveStream(usable, posting);
    Thread.ofVirtual().name("jobstream-analysis").start(stream::run);
    return stream;
  }

  private void run() {
    try (run) {
      run.run(this::take);
    } catch (RuntimeException e) {
      // The analysis itself turns a model's failures into an end; this is a fault of our own.
      journal.end(
          "finished",
          Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("outcome", PostingAnalysis.Outcome.FAILED.name());
            json.writeStringField(
                "error",
                "The analysis broke off with an unexpected `%s`. Try again; if it comes back, report it."
                    .formatted(e.getClass().getSimpleName()));
            json.writeEndObject();
          }));
    }
  }

  /** What can be saved of it now: all of it, or what was found so far. */
  SavedAnalysis soFar() {
    lock.lock();
    try {
      return analysis != null
          ? SavedAnalysis.of(analysis)
          : new SavedAnalysis(findings, PostingAnalysis.Outcome.CANCELLED, modelId, List.of());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Viewer attach(long afterId) {
    return journal.attach(afterId);
  }

  @Override
  public void cancel() {
    run.cancel();
  }

  @Override
  public boolean ended() {
    return journal.ended();
  }

  private void take(AnalysisEvent event) {
    switch (event) {
      case AnalysisEvent.Model(StreamEvent model) -> takeModel(model);
      case AnalysisEvent.FieldWriting(PostingField field, String text) ->
          journal.append(
              "writing",
              "writing",
              Json.line(json -> {
                json.writeStartObject();
                json.writeStringField("field", field.jsonName());
                json.writeStringField("text", text);
                json.writeEndObject();
              }));
      case AnalysisEvent.FieldFound(Finding finding) -> {
        lock.lock();
        try {
          findings.put(finding.field(), finding);
        } finally {
          lock.unlock();
        }
        journal.append(
            "found",
            "found " + finding.field(),
            Json.line(json -> FindingJson.write(json, finding)));
      }
      case AnalysisEvent.Finished(PostingAnalysis finished) -> {
        lock.lock();
        try {
          analysis = finished;
        } finally {
          lock.unlock();
        }
        journal.end("finished", finishedJson(finished));
      }
    }
  }

  /** The answer's own text is left out, since the fields are what it says; so is its end. */
  private void takeModel(StreamEvent event) {
    switch (event) {
      case StreamEvent.Progress progress ->
          append(event, "progress " + progress.phase().name().toLowerCase(Locale.ROOT));
      case StreamEvent.ThinkingDelta e -> append(event, null);
      case StreamEvent.ModelSwitched e -> append(event, null);
      // The field's own event says it again.
      case StreamEvent.PropertyConfidence e -> {}
      case StreamEvent.TextDelta e -> {}
      case StreamEvent.Terminal e -> {}
    }
  }

  private void append(StreamEvent event, @Nullable String key) {
    WireEvent wire = StreamEventJson.of(0, event);
    journal.append(wire.name(), key, wire.json());
  }

  private static String finishedJson(PostingAnalysis analysis) {
    return Json.line(json -> {
      json.writeStartObject();
      json.writeStringField("outcome", analysis.outcome().name());
      json.writeStringField("model", analysis.modelId());
      json.writeStringField(
          "error", analysis.error() == null ? null : analysis.error().getMessage());
      json.writeArrayFieldStart("warnings");
      for (String warning : analysis.warnings()) {
        json.writeString(warning);
      }
      json.writeEndArray();
      StreamEventJson.measures(json, analysis.usage(), analysis.timings());
      json.writeEndObject();
    });
  }
}
