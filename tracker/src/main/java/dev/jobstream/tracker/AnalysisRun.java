package dev.jobstream.tracker;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.ThinkingSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One analysis: made before anything can block, so that it can be cancelled from then on.
 *
 * <p>Single use: one thread calls {@link #run}; {@link #cancel} and {@link #close} may be called
 * from any thread. Who asked for the run closes it.
 */
public final class AnalysisRun implements AutoCloseable {
  private final PostingText posting;
  private final ChatModel model;
  private final PostingAnalyzer.Options options;
  private final Map<PostingField, Finding> rules;
  private final ChatStream stream;
  private final AtomicBoolean used = new AtomicBoolean();

  AnalysisRun(
      PostingText posting,
      ChatModel model,
      PostingAnalyzer.Options options,
      Function<PostingText, Map<PostingField, Finding>> rules) {
    this.posting = posting;
    this.model = model;
    this.options = options;
    this.rules = rules.apply(posting);
    this.stream = model.stream(AnalysisPrompt.request(posting, this.rules, options));
  }

  /**
   * Analyses on the calling thread until the model has ended, and tells the listener. A model that
   * fails makes an analysis that says so, and no exception. If the listener throws, the model is
   * stopped and the exception propagates.
   *
   * @return the analysis, which the listener has seen too
   * @throws IllegalStateException if the analysis was already run
   */
  public PostingAnalysis run(AnalysisListener listener) {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("An analysis can be run once; ask for another one.");
    }
    try {
      return analyze(listener);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Asks the model to stop, as far as its capabilities reach, and returns at once. The run then
   * ends soon with what was found by then, the facts at least. Idempotent; after the end it does
   * nothing.
   */
  public void cancel() {
    stream.cancel();
  }

  /** Cancels what still runs and frees what it holds. Idempotent. */
  @Override
  public void close() {
    stream.close();
  }

  private PostingAnalysis analyze(AnalysisListener listener) {
    RunningFindings findings = new RunningFindings(posting, listener);
    findings.addRules(rules);
    AnswerReader answer = new AnswerReader(findings);
    // A backend tells thinking from text where it can; where it cannot, the tags are still there.
    ThinkingSplitter thinking = new ThinkingSplitter(false);
    ModelEvents events = new ModelEvents(stream);
    String modelId = model.id();
    while (true) {
      StreamEvent event = events.next();
      listener.onEvent(new AnalysisEvent.Model(event));
      switch (event) {
        case StreamEvent.TextDelta delta ->
            thinking.feed(delta.text(), piece -> feed(answer, piece));
        case StreamEvent.ModelSwitched switched -> modelId = switched.to();
        case StreamEvent.Progress progress -> {}
        case StreamEvent.ThinkingDelta delta -> {}
        case StreamEvent.Terminal terminal -> {
          thinking.finish(piece -> feed(answer, piece));
          PostingAnalysis analysis = analysis(findings, terminal, answer, modelId);
          listener.onEvent(new AnalysisEvent.Finished(analysis));
          return analysis;
        }
      }
    }
  }

  private static void feed(AnswerReader answer, StreamEvent piece) {
    if (piece instanceof StreamEvent.TextDelta delta) {
      answer.feed(delta.text());
    }
  }

  private PostingAnalysis analysis(
      RunningFindings findings,
      StreamEvent.Terminal terminal,
      AnswerReader answer,
      String modelId) {
    AnswerEnding ending = AnswerEnding.of(terminal, answer, options.maxTokens());
    List<String> warnings = new ArrayList<>(findings.warnings());
    if (ending.warning() != null) {
      warnings.addFirst(ending.warning());
    }
    return new PostingAnalysis(
        posting,
        findings.findings(),
        ending.outcome(),
        modelId,
        ending.error(),
        terminal.usage(),
        terminal.timings(),
        warnings);
  }
}
