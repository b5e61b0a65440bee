package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A form in a terminal that fills in while the model writes, with a line below it that says what
 * the model is doing.
 *
 * <p>The form is drawn in place, so it must never be higher than the screen nor a line of it wider:
 * what has scrolled away cannot be drawn anew. In the end it is replaced by the whole form, which
 * may be of any length.
 */
final class LiveView implements AnalysisView {
  private final Output out;
  private final PostingText posting;
  private final LongSupplier nanoTime;
  private final Status status;
  private final long frameNanos;
  private final Redraw redraw;
  private final Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);
  private final boolean cancellable;
  private AnalysisEvent.@Nullable FieldWriting writing;
  private StreamEvent.@Nullable ModelSwitched switched;
  private long lastFrame;

  /**
   * @param cancellable whether Ctrl-C reaches the model, and is worth a word
   * @param interval the least time between two frames
   */
  LiveView(
      Output out,
      PostingText posting,
      boolean cancellable,
      Duration interval,
      LongSupplier nanoTime) {
    this.frameNanos = interval.toNanos();
    this.out = out;
    this.redraw = new Redraw(out);
    this.posting = posting;
    this.nanoTime = nanoTime;
    this.cancellable = cancellable;
    this.status = new Status("the posting", nanoTime, out.screen().unicode());
    this.lastFrame = nanoTime.getAsLong() - frameNanos;
  }

  @Override
  public void onEvent(AnalysisEvent event) {
    boolean urgent =
        switch (event) {
          case AnalysisEvent.Model(StreamEvent.ModelSwitched now) -> {
            switched = now;
            yield true;
          }
          case AnalysisEvent.Model model -> status.on(model.event());
          case AnalysisEvent.FieldWriting now -> {
            writing = now;
            yield false;
          }
          case AnalysisEvent.FieldFound(Finding finding) -> {
            if (writing != null && writing.field() == finding.field()) {
              writing = null;
            }
            findings.put(finding.field(), finding);
            // The facts come all at once, before the model does anything: one frame is enough.
            yield status.phase() != null;
          }
          case AnalysisEvent.Finished finished -> false;
        };
    long now = nanoTime.getAsLong();
    if (urgent || now - lastFrame >= frameNanos) {
      lastFrame = now;
      draw();
    }
  }

  private void draw() {
    // The last column stays free: some terminals break the line as soon as it is written.
    int columns = out.screen().columns().getAsInt() - 1;
    List<StyledText> lines = new ArrayList<>(FormView.live(findings, writing, posting, columns));
    if (switched != null) {
      lines.add(StyledText.of(Style.YELLOW, SwitchText.of(switched)).cut(columns));
    }
    StyledText doing = status.line(columns);
    StyledText hint = StyledText.of(Style.DIM, "  Ctrl-C stops it");
    lines.add(
        cancellable && doing.width() + hint.width() <= columns && !doing.isEmpty()
            ? doing.plus(hint)
            : doing);
    int rows = Math.max(1, out.screen().rows().getAsInt() - 1);
    redraw.lines(lines.subList(Math.max(0, lines.size() - rows), lines.size()));
  }

  @Override
  public void end(PostingAnalysis analysis, AnalysisClock clock) {
    redraw.lines(List.of());
    FormView.write(out, analysis, clock);
  }
}
