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
    // An application's last sign of life is a move or an interview; a note is the user's own.
    LocalDate quietSince =
        Stream.concat(
                history.moves().stream().map(StageChange::on),
                entries.stream()
                    .filter(Interview.class::isInstance)
                    .map(Interview.class::cast)
                    .map(interview -> interview.details().startsAt().toLocalDate()))
            .max(LocalDate::compareTo)
            .orElseThrow();
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
        quietSince,
        application.createdAt(),
        application.updatedAt(),
        application.trashedAt());
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
        ApplicationIndex.of(
            derived, writer.postingText(derived.postingId()), entries, writer.documents(id)));
    return derived;
  }
}
