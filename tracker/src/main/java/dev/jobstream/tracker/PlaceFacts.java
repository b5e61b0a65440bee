package dev.jobstream.tracker;

import java.util.Optional;

/**
 * Settles which place counts where a posting names one at its head and one behind a label: the
 * label's, unless the head says the same in full, or says where, and the label only that one may
 * work elsewhere ({@code Location: Remote}) or a name around its town ({@code Seattle Campus}).
 */
final class PlaceFacts {
  private PlaceFacts() {}

  /**
   * Offers what stood behind a label for the place, after the head was read.
   *
   * @param labelled a finding of {@link PostingField#LOCATION}
   */
  static void offerLabelled(Finding labelled, FactSheet facts) {
    Optional<Finding> head = facts.finding(PostingField.LOCATION).filter(PlaceFacts::isOfHead);
    if (head.isEmpty()
        || !(head.get().value() instanceof FieldValue.Text(String ofHead))
        || !(labelled.value() instanceof FieldValue.Text(String ofLabel))) {
      facts.offer(labelled);
    } else if (isSameInFull(ofHead, ofLabel)) {
      facts.fact(
          PostingField.LOCATION, head.get().value(), head.get().evidence().spans().getFirst());
    } else if (!saysWhere(ofHead, ofLabel)) {
      facts.offer(labelled);
    }
  }

  /** A page's structured data may be about another posting. */
  private static boolean isOfHead(Finding place) {
    return place.origin() == Finding.Origin.GUESS
        && place.evidence().source() == Evidence.Source.TEXT
        && !place.evidence().spans().isEmpty();
  }

  /** "Garner, NC, US" for "Garner". */
  private static boolean isSameInFull(String head, String label) {
    return Places.hasRegion(head)
        && !Places.hasRegion(label)
        && Words.of(head).startWith(Words.of(label).toString());
  }

  /** "Berlin" for "Remote", and "Seattle, WA" for "Seattle Campus". */
  private static boolean saysWhere(String head, String label) {
    if (Places.isOnlyRemote(label)) {
      return !Places.isOnlyRemote(head);
    }
    String town = Words.of(head.substring(0, Math.max(0, head.indexOf(',')))).toString();
    return Places.hasRegion(head)
        && !Places.isPlace(label)
        && !town.isEmpty()
        && Words.of(label).has(town);
  }
}
