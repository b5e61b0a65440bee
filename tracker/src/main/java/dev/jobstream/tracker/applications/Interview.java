package dev.jobstream.tracker.applications;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One round of talks. */
public record Interview(Id id, long version, Id applicationId, Details details, Instant createdAt)
    implements JournalEntry {

  /**
   * When and how it is held.
   *
   * @param round which one, from 1
   * @param kind how it is held
   * @param startsAt when, in the time zone it was agreed in; whole seconds
   * @param length how long, in whole minutes; null if not known
   * @param place a room, an address or a link; null if not known
   * @param people who takes part
   * @param outcome how it went
   * @param note what there is to say; null if nothing
   */
  public record Details(
      int round,
      Kind kind,
      ZonedDateTime startsAt,
      @Nullable Duration length,
      @Nullable String place,
      List<String> people,
      Outcome outcome,
      @Nullable String note)
      implements NewEntry {

    public Details {
      people = List.copyOf(people);
    }
  }

  /** How an interview is held. */
  public enum Kind {
    PHONE,
    VIDEO,
    ONSITE,
    /** A task to solve, alone or before others. */
    ASSESSMENT,
    OTHER
  }

  /** How an interview went. */
  public enum Outcome {
    /** It is still to come, or nobody has said. */
    OPEN,
    PASSED,
    FAILED,
    CANCELLED
  }

  /** The same interview with other details, to be saved. */
  public Interview with(Details value) {
    return new Interview(id, version, applicationId, value, createdAt);
  }
}
