package dev.jobstream.tracker;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settles which place counts where a posting names one at its head and one behind a label: the
 * label's, unless the head says the same in full, or says where, and the label only that one may
 * work elsewhere ({@code Location: Remote}) or a name that is no place's ({@code Seattle Campus}).
 */
final class PlaceFacts {
  private PlaceFacts() {}

  /**
   * Offers what stood behind a label for the place, after the head was read.
   *
   * @param labelled a finding of {@link PostingField#LOCATION}
   */
  static void offerLabelled(Finding labelled, FactSheet facts) {
    Optional<Finding> head = facts.finding(PostingField.LOCATION);
    if (head.isEmpty()
        || head.get().origin() == Finding.Origin.FACT
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

  /** "Garner, NC, US" for "Garner". */
  private static boolean isSameInFull(String head, String label) {
    return Places.hasRegion(head)
        && !Places.hasRegion(label)
        && words(head).containsAll(words(label));
  }

  private static boolean saysWhere(String head, String label) {
    if (Places.beginsRemote(label)) {
      return !Places.beginsRemote(head);
    }
    return Places.hasRegion(head) && !Places.isPlace(label);
  }

  private static Set<String> words(String place) {
    return Stream.of(Words.of(place).toString().split(" ", -1)).collect(Collectors.toSet());
  }
}
