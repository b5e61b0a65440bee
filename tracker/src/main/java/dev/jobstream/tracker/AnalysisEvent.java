package dev.jobstream.tracker;

import dev.jobstream.llm.StreamEvent;

/**
 * Something that happened in a streaming analysis. Immutable.
 *
 * <p>The facts come first, as {@link FieldFound}; then the model's events, each followed by what it
 * brought; then one {@link Finished}. The last {@code FieldFound} of a field is what the finished
 * analysis holds of it.
 */
public sealed interface AnalysisEvent {

  /** The model's own event: progress, a delta, its end. */
  record Model(StreamEvent event) implements AnalysisEvent {}

  /**
   * The model is writing a field. What it writes may come to nothing: the display ends with the
   * field's next {@link FieldFound}, with the writing of another field, or with {@link Finished},
   * and the field is then what its last {@code FieldFound} said, or empty. A field that is known
   * for a fact is not told of.
   *
   * @param field the field
   * @param text the value as far as it is written, for display only: not cleaned, items with commas
   *     between, no more than about a thousand characters; not empty
   */
  record FieldWriting(PostingField field, String text) implements AnalysisEvent {}

  /** A field is known. A later one for the same field replaces it, or says the same again. */
  record FieldFound(Finding finding) implements AnalysisEvent {}

  /** The end: always exactly one, always last. */
  record Finished(PostingAnalysis analysis) implements AnalysisEvent {}
}
