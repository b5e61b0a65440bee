package dev.jobstream.tracker;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.ThinkingSplitter;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the model's answers, one for each part of the posting, into findings; and decides, by how
 * an answer ended, whether what it was for has to be read in smaller parts. Used by one thread.
 */
final class PartsReader {
  private final PostingText posting;
  private final RunningFindings findings;
  private final AnalysisListener listener;
  private final PostingAnalyzer.Options options;
  private final ReadingParts parts;
  private Span part;
  private String modelId;
  private TokenUsage usage = TokenUsage.NONE;
  private Timings timings = Timings.NONE;
  private @Nullable AnswerEnding ending;
  private @Nullable String split;

  PartsReader(
      PostingText posting,
      RunningFindings findings,
      AnalysisListener listener,
      PostingAnalyzer.Options options,
      String modelId) {
    this.posting = posting;
    this.findings = findings;
    this.listener = listener;
    this.options = options;
    this.modelId = modelId;
    this.parts = new ReadingParts(posting.text());
    this.part = parts.next().orElseThrow();
  }

  /**
   * Reads the answer to the part at hand; the first is the whole posting.
   *
   * @return the text of the part that is to be read next; empty if all is read
   */
  Optional<String> read(ChatStream stream) {
    AnswerReader answer = new AnswerReader(findings);
    StreamEvent.Terminal end = events(stream, answer);
    usage = usage.plus(end.usage());
    timings = timings.then(end.timings());
    Optional<Span> next = next(end, answer);
    if (next.isEmpty()) {
      listener.onEvent(new AnalysisEvent.Model(inAll(end)));
      return Optional.empty();
    }
    findings.beginPart();
    part = next.get();
    return Optional.of(posting.text().substring(part.start(), part.end()));
  }

  private StreamEvent.Terminal events(ChatStream stream, AnswerReader answer) {
    // A backend tells thinking from text where it can; where it cannot, the tags are still there.
    ThinkingSplitter thinking = new ThinkingSplitter(false);
    ModelEvents events = new ModelEvents(stream);
    while (true) {
      StreamEvent event = events.next();
      if (event instanceof StreamEvent.Terminal terminal) {
        thinking.finish(piece -> feed(answer, piece));
        return terminal;
      }
      listener.onEvent(new AnalysisEvent.Model(event));
      if (event instanceof StreamEvent.TextDelta delta) {
        thinking.feed(delta.text(), piece -> feed(answer, piece));
      } else if (event instanceof StreamEvent.PropertyConfidence sure) {
        AnswerKeys.field(sure.property())
            .ifPresent(field -> findings.expect(field, sure.confidence()));
      } else if (event instanceof StreamEvent.ModelSwitched switched) {
        modelId = switched.to();
      }
    }
  }

  private static void feed(AnswerReader answer, StreamEvent piece) {
    if (piece instanceof StreamEvent.TextDelta delta) {
      answer.feed(delta.text());
    }
  }

  private Optional<Span> next(StreamEvent.Terminal end, AnswerReader answer) {
    if (tooLong(end, answer)) {
      return parts.next();
    }
    AnswerEnding own = AnswerEnding.of(end, answer, options.maxTokens());
    if (ending == null || ending.outcome() == PostingAnalysis.Outcome.COMPLETE) {
      ending = own;
    }
    return end instanceof StreamEvent.Completed ? parts.next() : Optional.empty();
  }

  /** Splits the part if the context was too small for it, or for the answer behind it. */
  private boolean tooLong(StreamEvent.Terminal end, AnswerReader answer) {
    int prompt;
    int context;
    if (end instanceof StreamEvent.Failed failed
        && failed.error() instanceof LlmException.PromptTooLong tooLong) {
      prompt = tooLong.promptTokens();
      context = tooLong.contextTokens();
    } else if (end instanceof StreamEvent.Completed(FinishReason reason, TokenUsage used, Timings _)
        && reason == FinishReason.LENGTH
        && answer.progress() == AnswerReader.Progress.OPEN
        && contextWasFull(used)) {
      prompt = used.promptTokens();
      context = prompt + used.completionTokens();
    } else {
      return false;
    }
    if (!parts.split(part, prompt, context)) {
      return false;
    }
    if (split == null) {
      split =
          String.format(
              Locale.ROOT,
              "The model holds %,d tokens at once, and the posting takes %,d before an answer is"
                  + " written.",
              context,
              prompt);
    }
    return true;
  }

  /** Whether it was the context that ended an answer, and for the most part the prompt in it. */
  private boolean contextWasFull(TokenUsage used) {
    return used.completionTokens() > 0
        && used.promptTokens() > used.completionTokens()
        && (options.maxTokens() == ChatRequest.NO_LIMIT
            || used.completionTokens() < options.maxTokens());
  }

  /** The end with what all parts took. */
  private StreamEvent.Terminal inAll(StreamEvent.Terminal end) {
    return switch (end) {
      case StreamEvent.Completed completed ->
          new StreamEvent.Completed(completed.finishReason(), usage, timings);
      case StreamEvent.Cancelled cancelled ->
          new StreamEvent.Cancelled(cancelled.during(), usage, timings);
      case StreamEvent.Failed failed -> new StreamEvent.Failed(failed.error(), usage, timings);
    };
  }

  /** What was found, after the last part. */
  PostingAnalysis analysis() {
    AnswerEnding end = ending;
    if (end == null) {
      throw new IllegalStateException("No part was read.");
    }
    List<String> warnings = new ArrayList<>(findings.warnings());
    if (split != null) {
      warnings.addFirst(
          "%s So it was read in %d parts, and their answers were put together."
              .formatted(split, parts.count()));
    }
    if (end.warning() != null) {
      warnings.addFirst(end.warning());
    }
    return new PostingAnalysis(
        posting,
        findings.findings(),
        end.outcome(),
        modelId,
        end.error(),
        usage,
        timings,
        warnings);
  }
}
