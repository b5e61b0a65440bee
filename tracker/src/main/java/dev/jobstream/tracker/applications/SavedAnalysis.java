package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An analysis as it is kept with its posting: what was found, with its evidence, and by whom.
 * Immutable.
 *
 * @param findings one finding a field; spans count in the posting's text
 * @param outcome how the analysis ended
 * @param modelId the model that was asked; null if none was
 * @param warnings what its reader should know, a sentence each
 */
public record SavedAnalysis(
    Map<PostingField, Finding> findings,
    PostingAnalysis.Outcome outcome,
    @Nullable String modelId,
    List<String> warnings) {

  public SavedAnalysis {
    Map<PostingField, Finding> copy = new EnumMap<>(PostingField.class);
    copy.putAll(findings);
    findings = Collections.unmodifiableMap(copy);
    warnings = List.copyOf(warnings);
  }

  /** What is kept of an analysis: its times and tokens are not. */
  public static SavedAnalysis of(PostingAnalysis analysis) {
    return new SavedAnalysis(
        analysis.findings(), analysis.outcome(), analysis.modelId(), analysis.warnings());
  }
}
