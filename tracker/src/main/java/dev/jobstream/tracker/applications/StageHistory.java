package dev.jobstream.tracker.applications;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All moves of one application. Immutable.
 *
 * @param recorded every change in the order in which it was recorded, the wrong ones included; at
 *     least one
 */
public record StageHistory(List<StageChange> recorded) {

  public StageHistory {
    if (recorded.isEmpty()) {
      throw new IllegalArgumentException("An application has a stage.");
    }
    recorded = recorded.stream().sorted(Comparator.comparing(StageChange::id)).toList();
  }

  /**
   * The moves that count, by day: without those that were corrected, and without one to the stage
   * that was reached already. The first move stays first if it is to {@link Stage#SAVED}, whatever
   * its day: a posting is often kept here after the application was sent.
   */
  public List<StageChange> moves() {
    List<StageChange> moves = new ArrayList<>();
    for (StageChange change : inOrder()) {
      if (moves.isEmpty() || moves.getLast().stage() != change.stage()) {
        moves.add(change);
      }
    }
    return List.copyOf(moves);
  }

  /** By day, without those that were corrected. */
  private List<StageChange> inOrder() {
    Set<Id> wrong =
        recorded.stream()
            .map(StageChange::corrects)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    StageChange first = recorded.getFirst();
    Comparator<StageChange> order =
        Comparator.comparing((StageChange change) -> !isSaving(change, first))
            .thenComparing(StageChange::on)
            .thenComparing(StageChange::id);
    return recorded.stream().filter(change -> !wrong.contains(change.id())).sorted(order).toList();
  }

  private static boolean isSaving(StageChange change, StageChange first) {
    return change.id().equals(first.id()) && change.stage() == Stage.SAVED;
  }

  /**
   * The stage and day of the correction that takes a move back: recorded now, it leaves the history
   * as if the move had never been made.
   *
   * @return empty if there is no other move that counts
   */
  Optional<NewApplication.Move> takingBack(StageChange move) {
    List<StageChange> others =
        inOrder().stream().filter(change -> !change.id().equals(move.id())).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    StageChange first = others.getFirst();
    LocalDate day =
        !isSaving(first, recorded.getFirst()) && first.on().isAfter(move.on())
            ? first.on()
            : move.on();
    // On its day the correction comes last, and so repeats the one that was last without it.
    StageChange before =
        others.stream()
            .filter(change -> isSaving(change, recorded.getFirst()) || !change.on().isAfter(day))
            .reduce(first, (earlier, later) -> later);
    return Optional.of(new NewApplication.Move(before.stage(), day, null));
  }

  /** The move that led to where the application stands. */
  public StageChange current() {
    return moves().getLast();
  }

  /** The furthest stage on the way that was ever reached: never an end. */
  public Stage furthest() {
    return moves().stream()
        .map(change -> change.stage().reached())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The day on which the application was sent, as far as its moves tell. */
  public Optional<LocalDate> appliedOn() {
    return firstDay(change -> change.stage().reached().compareTo(Stage.APPLIED) >= 0);
  }

  /** The day of the employer's first answer. */
  public Optional<LocalDate> answeredOn() {
    return firstDay(change -> change.stage().isAnswer());
  }

  private Optional<LocalDate> firstDay(java.util.function.Predicate<StageChange> wanted) {
    return moves().stream().filter(wanted).map(StageChange::on).findFirst();
  }
}
