package dev.jobstream.tracker;

/** Receives the events of one analysis, in order, on the thread that runs it. */
@FunctionalInterface
public interface AnalysisListener {

  /**
   * Called once an event; the last call carries {@link AnalysisEvent.Finished}. If it throws, the
   * model is stopped and the exception reaches whoever runs the analysis.
   */
  void onEvent(AnalysisEvent event);
}
