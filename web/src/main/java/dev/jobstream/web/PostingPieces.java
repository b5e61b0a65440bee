package dev.jobstream.web;

import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.SavedAnalysis;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A posting's text, cut where the evidence of a field begins or ends.
 *
 * @param pieces the whole text, in its order
 * @param anchors the id of the first piece of each field that has evidence
 */
record PostingPieces(List<Piece> pieces, Map<PostingField, String> anchors) {

  /**
   * A piece of the text.
   *
   * @param id its id on the page
   * @param fields the fields that it is evidence of; none for the text between
   */
  record Piece(String id, String text, List<PostingField> fields) {
    /** The fields' names in JSON, with spaces, as scripts look for them. */
    String names() {
      return fields.stream().map(PostingField::jsonName).collect(Collectors.joining(" "));
    }

    /** What the piece says, for people. */
    String label() {
      return fields.stream().map(Words::of).collect(Collectors.joining(", "));
    }
  }

  /** A field's evidence, within the text. */
  private record Mark(PostingField field, Span span) {}

  static PostingPieces of(Posting posting) {
    String text = posting.text();
    List<Mark> marks = marks(posting.analysis(), text.length());
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, text.length()));
    for (Mark mark : marks) {
      cuts.add(mark.span().start());
      cuts.add(mark.span().end());
    }
    List<Piece> pieces = new ArrayList<>();
    Map<PostingField, String> anchors = new EnumMap<>(PostingField.class);
    for (int start : cuts.headSet(text.length())) {
      int end = Optional.ofNullable(cuts.higher(start)).orElse(text.length());
      List<PostingField> fields =
          marks.stream()
              .filter(mark -> mark.span().start() <= start && end <= mark.span().end())
              .map(Mark::field)
              .distinct()
              .toList();
      String id = "evidence-" + pieces.size();
      fields.forEach(field -> anchors.putIfAbsent(field, id));
      pieces.add(new Piece(id, text.substring(start, end), fields));
    }
    return new PostingPieces(List.copyOf(pieces), Map.copyOf(anchors));
  }

  private static List<Mark> marks(@Nullable SavedAnalysis analysis, int length) {
    if (analysis == null) {
      return List.of();
    }
    List<Mark> marks = new ArrayList<>();
    for (Finding finding : analysis.findings().values()) {
      for (Span span : finding.evidence().spans()) {
        // An imported posting may claim anything.
        if (span.start() >= 0 && span.start() < span.end() && span.end() <= length) {
          marks.add(new Mark(finding.field(), span));
        }
      }
    }
    return marks;
  }
}
