package dev.jobstream.tracker;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a posting after an analysis. Immutable.
 *
 * @param posting the posting that was read
 * @param findings one finding a field; a field that the posting does not tell is missing
 * @param outcome how the analysis ended
 * @param modelId the model that was asked; null if none was
 * @param error why the model failed; null unless the outcome is {@link Outcome#FAILED}, and null
 *     too if the model ended well but its answer could not be read, which a warning then says
 * @param usage the model's tokens
 * @param timings the model's times
 * @param warnings what the reader should know, a sentence each
 */
public record PostingAnalysis(
    PostingText posting,
    Map<PostingField, Finding> findings,
    Outcome outcome,
    @Nullable String modelId,
    @Nullable LlmException error,
    TokenUsage usage,
    Timings timings,
    List<String> warnings) {

  /** How an analysis ended. Whatever was complete by then is kept. */
  public enum Outcome {
    /** The model finished, and its answer could be read. */
    COMPLETE,
    /** No model was asked: the findings are those of {@link PostingFacts}. */
    FACTS_ONLY,
    /** The reader cancelled. */
    CANCELLED,
    /** The model failed, or its answer could not be read to its end. */
    FAILED
  }

  public PostingAnalysis {
    Map<PostingField, Finding> copy = new EnumMap<>(PostingField.class);
    copy.putAll(findings);
    findings = Collections.unmodifiableMap(copy);
    warnings = List.copyOf(warnings);
  }

  /** The finding of a field, if there is one. */
  public Optional<Finding> finding(PostingField field) {
    return Optional.ofNullable(findings.get(field));
  }
}
