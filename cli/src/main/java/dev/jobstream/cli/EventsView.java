package dev.jobstream.cli;

import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingText;

/** Every event as a line of JSON; the last one holds the result. */
final class EventsView implements AnalysisView {
  private final Output out;
  private final PostingText posting;
  private final AnalysisClock clock;

  EventsView(Output out, PostingText posting, AnalysisClock clock) {
    this.out = out;
    this.posting = posting;
    this.clock = clock;
  }

  @Override
  public void onEvent(AnalysisEvent event) {
    out.raw(JsonText.line(json -> EventJson.write(json, event, posting.text(), clock)) + "\n");
  }

  @Override
  public void end(PostingAnalysis analysis, AnalysisClock ended) {}
}
