package dev.jobstream.web;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.StageChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an application, or is to happen.
 *
 * @param day when
 * @param recordedAt orders what is of one day
 * @param icon the icon's name in the sprite
 * @param title what, in a few words
 * @param text more of it; null for nothing
 * @param move the move, where it is one that can be corrected; null otherwise
 * @param corrected whether it was wrong, and counts no more
 */
record TimelineItem(
    LocalDate day,
    Instant recordedAt,
    String icon,
    String title,
    @Nullable String text,
    @Nullable StageChange move,
    boolean corrected) {

  /** Everything of an application, the latest first. */
  static List<TimelineItem> of(Dossier dossier, ZoneId zone) {
    List<TimelineItem> items = new ArrayList<>();
    moves(dossier, items);
    for (JournalEntry entry : dossier.entries()) {
      items.add(of(entry, zone));
      if (entry instanceof Reminder reminder && reminder.doneAt() != null) {
        items.add(plain(reminder.doneAt(), zone, "icon-check", "Done: " + reminder.action(), null));
      }
    }
    for (Document document : dossier.documents()) {
      items.add(
          plain(
              document.attachedAt(),
              zone,
              "icon-document",
              "%s attached".formatted(Words.of(document.kind())),
              document.fileName()));
    }
    items.sort(
        Comparator.comparing(TimelineItem::day).thenComparing(TimelineItem::recordedAt).reversed());
    return List.copyOf(items);
  }

  private static void moves(Dossier dossier, List<TimelineItem> items) {
    Set<Id> wrong = new HashSet<>();
    for (StageChange change : dossier.history().recorded()) {
      if (change.corrects() != null) {
        wrong.add(Objects.requireNonNull(change.corrects()));
      }
    }
    for (StageChange change : dossier.history().recorded()) {
      boolean corrected = wrong.contains(change.id());
      items.add(
          new TimelineItem(
              change.on(),
              change.recordedAt(),
              "icon-stage",
              Words.of(change.stage()),
              change.note(),
              corrected ? null : change,
              corrected));
    }
  }

  private static TimelineItem of(JournalEntry entry, ZoneId zone) {
    return switch (entry) {
      case Note note -> plain(note.createdAt(), zone, "icon-note", "Note", note.text());
      case Contact contact ->
          plain(
              contact.createdAt(),
              zone,
              "icon-person",
              "Contact: " + contact.details().name(),
              contact.details().role());
      case Interview interview ->
          new TimelineItem(
              interview.details().startsAt().withZoneSameInstant(zone).toLocalDate(),
              interview.createdAt(),
              "icon-calendar",
              "Interview %d: %s"
                  .formatted(interview.details().round(), Words.of(interview.details().kind())),
              DayText.of(interview.details().startsAt(), zone),
              null,
              false);
      case Reminder reminder ->
          plain(
              reminder.createdAt(),
              zone,
              "icon-bell",
              "Reminder: " + reminder.action(),
              "due " + DayText.of(reminder.due()));
    };
  }

  private static TimelineItem plain(
      Instant at, ZoneId zone, String icon, String title, @Nullable String text) {
    return new TimelineItem(DayText.day(at, zone), at, icon, title, text, null, false);
  }
}
