package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.Tracker;

/** Ids as they are shown: as short as they can be typed. */
final class ShortIds {
  /** What is only just unique is not any more tomorrow. */
  private static final int LEAST = 6;

  private final Tracker tracker;
  private final IdKind kind;

  ShortIds(Tracker tracker, IdKind kind) {
    this.tracker = tracker;
    this.kind = kind;
  }

  static ShortIds ofApplications(Tracker tracker) {
    return new ShortIds(tracker, IdKind.APPLICATION);
  }

  /** The beginning of an id that no other has. */
  String of(Id id) {
    return tracker
        .store()
        .read(reader -> {
          int length = LEAST;
          while (length < Id.LENGTH
              && reader.idsStartingWith(kind, id.text().substring(0, length), 2).size() > 1) {
            length++;
          }
          return id.text().substring(0, length);
        });
  }
}
