package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabColumnsTest {
  private final List<LabAnswer> answers = new ArrayList<>();
  private long now;

  @Test
  void theModelsStandBesideEachOther() {
    TestTerminal terminal = new TestTerminal(80, 24);
    LabColumns view = view(terminal, "first", "second");
    tell(0, new StreamEvent.Progress(Phase.READING, 20, 100));
    tell(1, new StreamEvent.TextDelta("one\ntwo"));

    view.frame();

    assertThat(terminal.text())
        .startsWith(
            """
            first                                  │ second
            reading the prompt: 20 of 100 tokens   │ writing: 1 tokens
                                                   │ one
                                                   │ two
            Ctrl-C stops all\
            """);
  }

  @Test
  void aColumnShowsItsEndWhileItIsWrittenAndEverythingAtTheEnd() {
    TestTerminal terminal = new TestTerminal(80, 8);
    LabColumns view = view(terminal, "first", "second");
    for (int i = 1; i <= 30; i++) {
      tell(0, new StreamEvent.TextDelta("line " + i + "\n"));
      view.frame();
    }
    assertThat(terminal.text()).contains("line 30").doesNotContain("line 20 ");
    assertThat(terminal.text().lines().count()).isLessThanOrEqualTo(7);

    tell(0, completed());
    tell(1, completed());
    view.end();
    assertThat(terminal.text()).contains("line 1 ").contains("line 30").doesNotContain("Ctrl-C");
  }

  @Test
  void aNarrowTerminalHasThemAboveEachOther() {
    for (int columns : new int[] {2, 10, 30, 52}) {
      TestTerminal terminal = new TestTerminal(columns, 10);
      LabColumns view = view(terminal, "first", "second", "third");
      for (int i = 0; i < 3; i++) {
        tell(i, new StreamEvent.TextDelta("日本語の長い文 and words, many of them, for " + i));
        view.frame();
      }
      tell(1, failed());
      view.frame();
      assertThat(terminal.text().lines().count()).as("%d columns", columns).isLessThan(10);
      view.end();
    }
  }

  @Test
  void aFailureAndASwitchAreToldInTheirColumn() {
    TestTerminal terminal = new TestTerminal(100, 24);
    LabColumns view = view(terminal, "first", "second");
    tell(
        0,
        new StreamEvent.ModelSwitched(
            "a", "b", new LlmException.ModelUnavailable("Nobody is there.")));
    tell(1, new StreamEvent.TextDelta("half"));
    tell(1, failed());

    view.frame();

    assertThat(terminal.text())
        .contains("`a` did not answer, so `b` was asked.")
        .contains("failed")
        .contains("The engine stopped.");
  }

  @Test
  void theSummaryHasTheTimesOfEach() {
    TestTerminal terminal = new TestTerminal(100, 24);
    view(terminal, "first", "second");
    answers.get(0).on(new LabMessage.Asked(0, 0));
    answers.get(0).on(happened(0, 250, new StreamEvent.TextDelta("a")));
    answers.get(0).on(happened(0, 1250, new StreamEvent.TextDelta("b")));
    answers
        .get(0)
        .on(
            happened(
                0,
                1300,
                new StreamEvent.Completed(
                    FinishReason.LENGTH, new TokenUsage(3, 0, 41), Timings.NONE)));

    LabSummary.write(Output.ofResults(terminal, terminal.screen()), answers);

    assertThat(terminal.text())
        .contains("first   250 ms      41      40        1.3 s   done, cut at the limit of tokens")
        .contains("second  -           0       -         -");
  }

  private LabColumns view(TestTerminal terminal, String... names) {
    answers.clear();
    for (String name : names) {
      answers.add(new LabAnswer(name, () -> now, true));
    }
    return new LabColumns(Output.ofResults(terminal, terminal.screen()), answers);
  }

  private void tell(int index, StreamEvent event) {
    answers.get(index).on(happened(index, now, event));
  }

  private static LabMessage happened(int index, long milliseconds, StreamEvent event) {
    return new LabMessage.Happened(index, milliseconds * 1_000_000, event);
  }

  private static StreamEvent completed() {
    return new StreamEvent.Completed(FinishReason.STOP, TokenUsage.UNKNOWN, Timings.NONE);
  }

  private static StreamEvent failed() {
    return new StreamEvent.Failed(
        new LlmException.Interrupted("The engine stopped."), TokenUsage.UNKNOWN, Timings.NONE);
  }
}
