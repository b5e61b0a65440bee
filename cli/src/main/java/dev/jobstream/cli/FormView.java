package dev.jobstream.cli;

import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A posting's fields as lines of a width. */
final class FormView {
  private static final int LABEL_COLUMNS = 12;
  private static final int GAP_COLUMNS = 2;

  private FormView() {}

  /** Every field in full: its value, and why it is believed beside or below it. */
  static List<StyledText> whole(
      Map<PostingField, Finding> findings, PostingText posting, int columns) {
    List<StyledText> lines = new ArrayList<>();
    int room = Math.max(1, columns - LABEL_COLUMNS);
    for (Finding finding : findings.values()) {
      StyledText value = StyledText.of(FieldText.value(finding.value()));
      StyledText reason = FieldText.reason(finding, posting);
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
   * One line a field, cut to the width: those found, and those being written.
   *
   * @param writing the fields that are being written, as far as they are
   */
  static List<StyledText> live(
      Map<PostingField, Finding> findings,
      Map<PostingField, String> writing,
      PostingText posting,
      int columns) {
    List<StyledText> lines = new ArrayList<>();
    for (PostingField field : PostingField.values()) {
      String soFar = writing.get(field);
      Finding finding = findings.get(field);
      StyledText label = label(field);
      if (soFar != null) {
        lines.add(label.plus(Style.CYAN, soFar + "…").cut(columns));
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
