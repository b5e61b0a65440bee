package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.Pacer;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.Evidence;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.Span;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
  private static final PostingText POSTING =
      PostingText.of("Gardener for roof gardens\nExample Gardens Ltd, Leeds\n");
  private static final Finding TITLE =
      new Finding(
          PostingField.TITLE,
          new FieldValue.Text("Gardener for roof gardens"),
          Evidence.of(new Span(0, 25)),
          Finding.Origin.MODEL);

  /** Each reading is a second later, so that no frame is left out. */
  private long now;

  private long tick() {
    now += 1_000_000_000;
    return now;
  }

  @Test
  void theFormFillsInWhileTheModelWrites() {
    TestTerminal terminal = new TestTerminal(100, 24);
    LiveView view = view(terminal);

    view.onEvent(progress(Phase.LOADING, 500, 1000));
    assertThat(terminal.text())
        .isEqualTo("██████████░░░░░░░░░░ loading the model: 50 %  Ctrl-C stops it");

    view.onEvent(progress(Phase.READING, 412, 1180));
    assertThat(terminal.text()).contains("reading the posting: 412 of 1,180 tokens");

    view.onEvent(progress(Phase.WRITING, 1, 1024));
    view.onEvent(new AnalysisEvent.FieldWriting(PostingField.TITLE, "Gard"));
    assertThat(terminal.text()).startsWith("Title       Gard…\nwriting: 1 tokens");

    view.onEvent(new AnalysisEvent.FieldFound(TITLE));
    assertThat(terminal.text())
        .startsWith(
            "Title       Gardener for roof gardens  line 1 “Gardener for roof gardens” · model\n");
  }

  @Test
  void theEndReplacesTheLiveFormByTheWholeOne() {
    TestTerminal terminal = new TestTerminal(100, 24);
    LiveView view = view(terminal);
    view.onEvent(progress(Phase.WRITING, 0, -1));
    view.onEvent(new AnalysisEvent.FieldFound(TITLE));

    view.end(analysis(Map.of(PostingField.TITLE, TITLE)), new AnalysisClock(this::tick));

    assertThat(terminal.text())
        .startsWith(
            "Title       Gardener for roof gardens  line 1 “Gardener for roof gardens” · model\nm: ")
        .doesNotContain("writing");
  }

  @Test
  void aSmallScreenShowsTheEndOfTheFormAndNoLineIsTooWide() {
    for (int columns : new int[] {2, 13, 20, 40}) {
      TestTerminal terminal = new TestTerminal(columns, 4);
      LiveView view = view(terminal);
      view.onEvent(progress(Phase.WRITING, 5, -1));
      Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);
      for (PostingField field :
          List.of(
              PostingField.TITLE,
              PostingField.COMPANY,
              PostingField.LOCATION,
              PostingField.INDUSTRY,
              PostingField.APPLY_URL)) {
        Finding finding =
            new Finding(
                field,
                new FieldValue.Text("日本語の長い値 a value of many words"),
                Evidence.NONE,
                Finding.Origin.MODEL);
        findings.put(field, finding);
        view.onEvent(new AnalysisEvent.FieldWriting(field, "日本語の長い値 a va"));
        view.onEvent(new AnalysisEvent.FieldFound(finding));
      }
      // One row stays free for the cursor.
      assertThat(terminal.text().lines().count()).as("%d columns", columns).isEqualTo(3);
      if (columns > 2) {
        view.end(analysis(findings), new AnalysisClock(this::tick));
        assertThat(terminal.text()).isNotEmpty();
      }
    }
  }

  @Test
  void aModelThatCannotBeStoppedPromisesNothing() {
    TestTerminal terminal = new TestTerminal(80, 24);
    LiveView view =
        new LiveView(
            Output.ofResults(terminal, terminal.screen()),
            POSTING,
            false,
            Pacer.IN_PROCESS,
            this::tick);

    view.onEvent(progress(Phase.LOADING, 1, 2));

    assertThat(terminal.text()).contains("loading").doesNotContain("Ctrl-C");
  }

  private LiveView view(TestTerminal terminal) {
    return new LiveView(
        Output.ofResults(terminal, terminal.screen()), POSTING, true, Pacer.IN_PROCESS, this::tick);
  }

  private static AnalysisEvent progress(Phase phase, long done, long total) {
    return new AnalysisEvent.Model(new StreamEvent.Progress(phase, done, total));
  }

  private static PostingAnalysis analysis(Map<PostingField, Finding> findings) {
    StreamEvent.Completed end =
        new StreamEvent.Completed(FinishReason.STOP, TokenUsage.UNKNOWN, Timings.NONE);
    return new PostingAnalysis(
        POSTING,
        findings,
        PostingAnalysis.Outcome.COMPLETE,
        "m",
        null,
        end.usage(),
        end.timings(),
        List.of());
  }
}
