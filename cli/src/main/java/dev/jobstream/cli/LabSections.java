package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The models of the lab one after the other, for a file or a pipe: each under its name, the first
 * that has not ended as it is written.
 */
final class LabSections implements LabView {
  private final Output out;
  private final List<LabAnswer> answers;
  private int current;
  private boolean titled;
  private int thinkingShown;
  private int textShown;
  private boolean atLineStart = true;

  LabSections(Output out, List<LabAnswer> answers) {
    this.out = out;
    this.answers = List.copyOf(answers);
  }

  @Override
  public void onEvent(LabAnswer answer, LabMessage.Happened happened) {}

  @Override
  public void frame() {
    while (current < answers.size()) {
      LabAnswer answer = answers.get(current);
      show(answer);
      if (answer.terminal().isEmpty()) {
        return;
      }
      finish(answer);
    }
  }

  @Override
  public void end() {
    frame();
  }

  private void show(LabAnswer answer) {
    if (!titled) {
      out.line(StyledText.of(Style.BOLD, "== " + answer.label()));
      titled = true;
    }
    thinkingShown = write(Style.DIM, answer.thinking(), thinkingShown);
    if (textShown == 0 && thinkingShown > 0 && !answer.text().isEmpty()) {
      endLine();
      out.line("");
    }
    textShown = write(Style.PLAIN, answer.text(), textShown);
  }

  private void finish(LabAnswer answer) {
    endLine();
    List<StyledText> last = new ArrayList<>();
    answer
        .switched()
        .map(now -> StyledText.of(Style.YELLOW, SwitchText.of(now)))
        .ifPresent(last::add);
    if (answer.terminal().orElseThrow() instanceof StreamEvent.Failed failed) {
      last.add(LabText.failure(failed));
    }
    last.forEach(out::paragraph);
    out.line("");
    current++;
    titled = false;
    thinkingShown = 0;
    textShown = 0;
  }

  /** Writes what is new in a text, line by line, since only single lines are made safe. */
  private int write(Style style, CharSequence text, int shown) {
    String more = text.subSequence(shown, text.length()).toString();
    int start = 0;
    while (start < more.length()) {
      int end = more.indexOf('\n', start);
      String line = more.substring(start, end < 0 ? more.length() : end);
      out.raw(StyledText.of(style, line).render(out.screen().colour()) + (end < 0 ? "" : "\n"));
      atLineStart = end >= 0;
      start = end < 0 ? more.length() : end + 1;
    }
    return text.length();
  }

  private void endLine() {
    if (!atLineStart) {
      out.raw("\n");
      atLineStart = true;
    }
  }
}
