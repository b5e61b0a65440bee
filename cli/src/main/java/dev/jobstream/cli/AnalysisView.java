package dev.jobstream.cli;

import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.PostingAnalysis;

/** Shows an analysis while it runs and when it has ended. Used by one thread. */
interface AnalysisView {

  /** Something happened; called once an event, in order. */
  void onEvent(AnalysisEvent event);

  /** Shows the result. */
  void end(PostingAnalysis analysis, AnalysisClock clock);
}
