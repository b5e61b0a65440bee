package dev.jobstream.tracker;

import dev.jobstream.llm.StreamEvent;

/** Something that happened in a streaming analysis. Immutable. */
public sealed interface AnalysisEvent {

  /** The model's own event: progress, a delta, its end. */
  record Model(StreamEvent event) implements AnalysisEvent {}

  /**
   * A field is being written.
   *
   * @param field the field
   * @param text the value as far as it is written, for display only
   */
  record FieldWriting(PostingField field, String text) implements AnalysisEvent {}

  /** A field is complete. A later one for the same field replaces it. */
  record FieldFound(Finding finding) implements AnalysisEvent {}

  /** The end: always exactly one, always last. */
  record Finished(PostingAnalysis analysis) implements AnalysisEvent {}
}
