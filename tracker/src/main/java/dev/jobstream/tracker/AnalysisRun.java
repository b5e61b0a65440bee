package dev.jobstream.tracker;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.Map;
import java.util.Optional;
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
  private final AnswerForm form;
  private final AtomicBoolean used = new AtomicBoolean();

  // Guarded by this, so that a cancel either reaches a stream or keeps the next from being opened.
  private ChatStream stream;
  private boolean stopped;

  AnalysisRun(
      PostingText posting,
      ChatModel model,
      PostingAnalyzer.Options options,
      Function<PostingText, Map<PostingField, Finding>> rules) {
    this.posting = posting;
    this.model = model;
    this.options = options;
    this.rules = rules.apply(posting);
    this.form = AnalysisPrompt.form(this.rules, options.factsAsked().of(model));
    this.stream = model.stream(request(posting.text()));
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
    stop().cancel();
  }

  /** Cancels what still runs and frees what it holds. Idempotent. */
  @Override
  public void close() {
    stop().close();
  }

  private synchronized ChatStream stop() {
    stopped = true;
    return stream;
  }

  /** Opens the stream of the next part in place of the last. */
  private synchronized ChatStream open(String part) {
    stream.close();
    stream =
        stopped
            ? ChatStream.of(new StreamEvent.Cancelled(Phase.QUEUED, TokenUsage.NONE, Timings.NONE))
            : model.stream(request(part));
    return stream;
  }

  private synchronized ChatStream opened() {
    return stream;
  }

  private ChatRequest request(String part) {
    return AnalysisPrompt.request(part, posting, rules, form, options);
  }

  private PostingAnalysis analyze(AnalysisListener listener) {
    RunningFindings findings =
        new RunningFindings(posting, !model.capabilities().freeText(), listener);
    findings.addRules(rules);
    PartsReader reader = new PartsReader(posting, findings, listener, options, model.id());
    for (Optional<String> part = reader.read(opened()); part.isPresent(); ) {
      part = reader.read(open(part.get()));
    }
    PostingAnalysis analysis = reader.analysis();
    listener.onEvent(new AnalysisEvent.Finished(analysis));
    return analysis;
  }
}
