package dev.jobstream.tracker;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers findings, one a field: the first that is offered stays, except that a fact takes a
 * guess's place. Sources are read in the order of their trust. Not thread-safe.
 */
final class FactSheet {
  private final Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);

  void offer(Finding offered) {
    Finding held = findings.get(offered.field());
    if (held == null) {
      findings.put(offered.field(), offered);
    } else if (held.value().equals(offered.value())) {
      findings.put(held.field(), confirmed(held, offered));
    } else if (held.origin() == Finding.Origin.GUESS && offered.origin() == Finding.Origin.FACT) {
      findings.put(offered.field(), offered);
    }
  }

  /** Two sources say the same: the better origin, and the text's place if either knows it. */
  private static Finding confirmed(Finding held, Finding offered) {
    boolean better =
        held.origin() == Finding.Origin.GUESS && offered.origin() == Finding.Origin.FACT;
    Finding first = better ? offered : held;
    Finding second = better ? held : offered;
    boolean placed = !first.evidence().spans().isEmpty() || second.evidence().spans().isEmpty();
    boolean structured = first.evidence().source() == Evidence.Source.STRUCTURED_DATA;
    Evidence evidence =
        placed
            ? first.evidence()
            : structured
                ? new Evidence(Evidence.Source.STRUCTURED_DATA, second.evidence().spans())
                : second.evidence();
    return new Finding(first.field(), first.value(), evidence, first.origin());
  }

  void offer(PostingField field, FieldValue value, Finding.Origin origin, Span span) {
    offer(new Finding(field, value, Evidence.of(span), origin));
  }

  void fact(PostingField field, FieldValue value, Span span) {
    offer(field, value, Finding.Origin.FACT, span);
  }

  void guess(PostingField field, FieldValue value, Span span) {
    offer(field, value, Finding.Origin.GUESS, span);
  }

  /** Offers a line's text, cleaned, if anything is left of it. */
  void guessText(PostingField field, @Nullable Line line) {
    if (line != null) {
      Values.clean(line.text())
          .ifPresent(value -> guess(field, new FieldValue.Text(value), line.at(value)));
    }
  }

  void replace(Finding finding) {
    findings.put(finding.field(), finding);
  }

  /** Takes a finding out, for it to be offered elsewhere. */
  Optional<Finding> take(PostingField field) {
    return Optional.ofNullable(findings.remove(field));
  }

  boolean has(PostingField field) {
    return findings.containsKey(field);
  }

  boolean isFact(PostingField field) {
    Finding finding = findings.get(field);
    return finding != null && finding.origin() == Finding.Origin.FACT;
  }

  Optional<Finding> finding(PostingField field) {
    return Optional.ofNullable(findings.get(field));
  }

  /** The text of a field, if one was found. */
  Optional<String> text(PostingField field) {
    return finding(field)
        .map(Finding::value)
        .filter(FieldValue.Text.class::isInstance)
        .map(value -> ((FieldValue.Text) value).text());
  }

  /** What was found, in the order of {@link PostingField}. */
  Map<PostingField, Finding> findings() {
    return findings;
  }
}
