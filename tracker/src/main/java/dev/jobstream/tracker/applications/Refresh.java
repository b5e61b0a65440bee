package dev.jobstream.tracker.applications;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings what is derived of an application up to date after something of it has changed. */
final class Refresh {
  private final Clock clock;

  Refresh(Clock clock) {
    this.clock = clock;
  }

  /** Now, as precisely as every database keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  /** The application with a new history. */
  static JobApplication derive(
      JobApplication application, StageHistory history, List<JournalEntry> entries) {
    StageChange current = history.current();
    return new JobApplication(
        application.id(),
        application.version(),
        application.postingId(),
        application.job(),
        application.company(),
        application.source(),
        application.tags(),
        current.stage(),
        current.on(),
        history.furthest(),
        history.appliedOn().orElse(null),
        history.answeredOn().orElse(null),
        quietSince(history, entries),
        application.createdAt(),
        application.updatedAt(),
        application.trashedAt());
  }

  /**
   * The day of the last sign of life: a move or an interview that was held. A note is the user's
   * own, and so is the saving of what was sent before.
   */
  private static LocalDate quietSince(StageHistory history, List<JournalEntry> entries) {
    List<StageChange> moves = history.moves();
    boolean isSavedAlone = moves.stream().allMatch(move -> move.stage() == Stage.SAVED);
    return Stream.concat(
            moves.stream()
                .filter(move -> isSavedAlone || move.stage() != Stage.SAVED)
                .map(StageChange::on),
            entries.stream()
                .filter(Interview.class::isInstance)
                .map(entry -> ((Interview) entry).details())
                .filter(interview -> interview.outcome() != Interview.Outcome.CANCELLED)
                .map(interview -> interview.startsAt().toLocalDate()))
        .max(LocalDate::compareTo)
        .orElseThrow();
  }

  /** What the application is looked up by, on the days of where its user is. */
  ApplicationIndex index(
      JobApplication application,
      String postingText,
      StageHistory history,
      List<JournalEntry> entries,
      List<Document> documents) {
    return ApplicationIndex.of(
        application, postingText, history, entries, documents, clock.getZone());
  }

  /** Writes the application, as it is given, with all that is derived of it. */
  JobApplication put(StoreWriter writer, JobApplication application) {
    return put(writer, application, now());
  }

  JobApplication put(StoreWriter writer, JobApplication application, Instant updatedAt) {
    Id id = application.id();
    StageHistory history = Optional.ofNullable(writer.histories(List.of(id)).get(id)).orElseThrow();
    List<JournalEntry> entries = writer.entries(id);
    JobApplication derived =
        derive(application, history, entries).with(updatedAt, application.trashedAt());
    writer.put(
        derived,
        history,
        index(
            derived,
            writer.postingText(derived.postingId()),
            history,
            entries,
            writer.documents(id)));
    return derived;
  }
}
