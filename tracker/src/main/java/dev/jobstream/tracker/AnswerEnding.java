package dev.jobstream.tracker;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an analysis ended, by the model's end and by how far its answer got.
 *
 * @param outcome how
 * @param error the model's own failure; null if it did not fail
 * @param warning what the reader should know, a sentence or two; null if nothing, or if the error
 *     says it
 */
record AnswerEnding(
    PostingAnalysis.Outcome outcome, @Nullable LlmException error, @Nullable String warning) {

  private static final String KEPT = "What was complete by then was kept.";

  /** The ending of an answer. */
  static AnswerEnding of(StreamEvent.Terminal terminal, AnswerReader answer, int maxTokens) {
    return switch (terminal) {
      case StreamEvent.Failed failed ->
          new AnswerEnding(PostingAnalysis.Outcome.FAILED, failed.error(), null);
      case StreamEvent.Cancelled cancelled ->
          new AnswerEnding(
              PostingAnalysis.Outcome.CANCELLED, null, "The analysis was cancelled. " + KEPT);
      case StreamEvent.Completed completed ->
          fault(completed.finishReason(), answer, maxTokens)
              .map(fault -> new AnswerEnding(PostingAnalysis.Outcome.FAILED, null, fault))
              .orElseGet(() -> new AnswerEnding(PostingAnalysis.Outcome.COMPLETE, null, null));
    };
  }

  private static Optional<String> fault(FinishReason reason, AnswerReader answer, int maxTokens) {
    return switch (answer.progress()) {
      case COMPLETE -> Optional.empty();
      case BROKEN ->
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "The model's answer cannot be read from its character %,d on. %s",
                  answer.position() + 1,
                  KEPT));
      case OPEN, NO_FIELDS -> Optional.of(unfinished(reason, answer.progress(), maxTokens));
    };
  }

  private static String unfinished(
      FinishReason reason, AnswerReader.Progress progress, int maxTokens) {
    return switch (reason) {
      case LENGTH ->
          maxTokens == ChatRequest.NO_LIMIT
              ? "The model's answer filled its context before it was complete. "
                  + KEPT
                  + " Shorten the posting, or choose a model with a larger context."
              : String.format(
                  Locale.ROOT,
                  "The model's answer reached the limit of %,d tokens before it was complete. %s"
                      + " Raise the limit, or turn thinking off.",
                  maxTokens,
                  KEPT);
      case CONTENT_FILTER ->
          "The server withheld the rest of the model's answer. " + KEPT + " Try another model.";
      case STOP, STOP_STRING, OTHER ->
          progress == AnswerReader.Progress.OPEN
              ? "The model ended its answer before it was complete. " + KEPT
              : "The model answered without the JSON that was asked for. Try another model.";
    };
  }
}
