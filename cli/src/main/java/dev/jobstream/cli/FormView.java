package dev.jobstream.cli;

import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A posting's fields as lines of a width. */
final class FormView {
  private static final int LABEL_COLUMNS = 12;
  private static final int GAP_COLUMNS = 2;

  private FormView() {}

  /** Writes a result for people: every field in full, and the model's times. */
  static void write(Output out, PostingAnalysis analysis, AnalysisClock clock) {
    int columns = out.screen().columns().getAsInt();
    whole(analysis.findings(), analysis.posting(), columns).forEach(out::line);
    if (analysis.findings().isEmpty()) {
      out.paragraph(StyledText.of(Style.YELLOW, "Nothing was found in the posting."));
    }
    if (analysis.modelId() != null) {
      out.paragraph(StyledText.of(Style.DIM, analysis.modelId() + ": " + clock.summary(analysis)));
    }
  }

  /** Every field in full: its value, and why it is believed beside or below it. */
  static List<StyledText> whole(
      Map<PostingField, Finding> findings, PostingText posting, int columns) {
    List<StyledText> lines = new ArrayList<>();
    int room = columns - LABEL_COLUMNS;
    // Too narrow for two columns of text.
    boolean stacked = room < LABEL_COLUMNS;
    for (Finding finding : findings.values()) {
      StyledText value = StyledText.of(FieldText.value(finding.value()));
      StyledText reason = FieldText.reason(finding, posting);
      if (stacked) {
        lines.add(label(finding.field()).cut(columns));
        lines.addAll(value.wrap(columns));
        lines.addAll(reason.wrap(columns));
        continue;
      }
      List<StyledText> beside = new ArrayList<>();
      if (value.width() + GAP_COLUMNS + reason.width() <= room) {
        beside.add(value.plus(" ".repeat(GAP_COLUMNS)).plus(reason));
      } else {
        beside.addAll(value.wrap(room));
        beside.addAll(reason.wrap(room));
      }
      StyledText label = label(finding.field());
      for (StyledText line : beside) {
        lines.add(label.plus(line));
        label = StyledText.of(" ".repeat(LABEL_COLUMNS));
      }
    }
    return lines;
  }

  /**
   * One line a field, cut to the width: those found, and the one being written.
   *
   * @param writing the field that is being written, as far as it is; null if none is
   */
  static List<StyledText> live(
      Map<PostingField, Finding> findings,
      AnalysisEvent.@Nullable FieldWriting writing,
      PostingText posting,
      int columns) {
    List<StyledText> lines = new ArrayList<>();
    for (PostingField field : PostingField.values()) {
      Finding finding = findings.get(field);
      StyledText label = label(field);
      if (writing != null && writing.field() == field) {
        lines.add(label.plus(Style.CYAN, writing.text() + "…").cut(columns));
      } else if (finding != null) {
        StyledText value = label.plus(FieldText.value(finding.value()));
        StyledText whole =
            value.plus(" ".repeat(GAP_COLUMNS)).plus(FieldText.reason(finding, posting));
        lines.add((whole.width() <= columns ? whole : value).cut(columns));
      }
    }
    return lines;
  }

  private static StyledText label(PostingField field) {
    String label = FieldText.label(field);
    return StyledText.of(Style.BOLD, label).plus(" ".repeat(LABEL_COLUMNS - label.length()));
  }
}
