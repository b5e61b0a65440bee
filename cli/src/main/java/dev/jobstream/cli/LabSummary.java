package dev.jobstream.cli;

import java.util.List;
import java.util.Locale;

/** The lab's models with their times, and what became of the cancels. */
final class LabSummary {
  private LabSummary() {}

  static void write(Output out, List<LabAnswer> answers) {
    Table table = new Table("MODEL", "FIRST WORD", "TOKENS", "TOKENS/S", "IN ALL", "END");
    for (LabAnswer answer : answers) {
      table.row(
          StyledText.of(answer.label()),
          StyledText.of(LabText.firstDelta(answer)),
          StyledText.of(String.format(Locale.ROOT, "%,d", answer.tokens())),
          StyledText.of(LabText.rate(answer)),
          StyledText.of(LabText.total(answer)),
          LabText.outcome(answer));
    }
    out.line("");
    table.lines(out.screen().columns().getAsInt()).forEach(out::line);
    for (LabAnswer answer : answers) {
      answer.cancel().ifPresent(report -> out.paragraph(LabText.cancel(answer, report)));
    }
  }
}
