package dev.jobstream.tracker;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Facts as lines, for golden files and assertions. */
final class FactsText {
  private FactsText() {}

  /** A line a finding: {@code FIELD = value [ORIGIN, SOURCE] «evidence»}. */
  static String of(PostingText posting) {
    return PostingFacts.read(posting).values().stream()
        .map(finding -> line(posting, finding))
        .collect(Collectors.joining("\n"));
  }

  private static String line(PostingText posting, Finding finding) {
    String evidence =
        finding.evidence().spans().stream()
            .map(span -> "«" + posting.text().substring(span.start(), span.end()) + "»")
            .collect(Collectors.joining(" "));
    return String.format(
            Locale.ROOT,
            "%s = %s [%s, %s] %s",
            finding.field(),
            value(finding),
            finding.origin(),
            finding.evidence().source(),
            evidence)
        .strip();
  }

  /** The finding of a field that must have one. */
  static Finding finding(Map<PostingField, Finding> facts, PostingField field) {
    return Optional.ofNullable(facts.get(field))
        .orElseThrow(() -> new AssertionError("No " + field + " among " + facts));
  }

  static String value(Map<PostingField, Finding> facts, PostingField field) {
    return value(finding(facts, field));
  }

  static String value(Finding finding) {
    return switch (finding.value()) {
      case FieldValue.Text text -> text.text();
      case FieldValue.Items items -> String.join("; ", items.items());
      case FieldValue.Day day -> day.day().toString();
      case FieldValue.Pay pay -> pay(pay.salary());
      case FieldValue.Workplace workplace -> workplace.type().name();
      case FieldValue.Employment employment -> employment.type().name();
      case FieldValue.Level level -> level.seniority().name();
    };
  }

  private static String pay(Salary salary) {
    return ((salary.min() == null ? "" : salary.min().toPlainString())
            + "–"
            + (salary.max() == null ? "" : salary.max().toPlainString())
            + (salary.currency() == null ? "" : " " + salary.currency())
            + (salary.period() == null ? "" : " " + salary.period()))
        .strip();
  }
}
