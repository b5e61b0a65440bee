package dev.jobstream.web;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.Journal;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Reminder;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be written down about an application, as addresses name it. */
enum EntryKind {
  NOTE(Note.class),
  CONTACT(Contact.class),
  INTERVIEW(Interview.class),
  REMINDER(Reminder.class);

  private final Class<? extends JournalEntry> type;

  EntryKind(Class<? extends JournalEntry> type) {
    this.type = type;
  }

  /** The part of the address: {@code notes}. */
  String path() {
    return name().toLowerCase(Locale.ROOT) + "s";
  }

  static EntryKind ofPath(String path) {
    return Stream.of(values())
        .filter(kind -> kind.path().equals(path))
        .findFirst()
        .orElseThrow(() ->
            Problem.notFound(
                    "There are no `%s`, only notes, contacts, interviews and reminders."
                        .formatted(path))
                .toException());
  }

  JournalEntry find(Journal journal, String typed) {
    return journal.find(type, typed);
  }

  JournalEntry remove(Journal journal, Id id) {
    return journal.remove(type, id);
  }

  JournalEntry restore(Journal journal, Id id) {
    return journal.restore(type, id);
  }

  /** Writes a new entry down. */
  JournalEntry add(Journal journal, Id application, EntryForm form, ZoneId zone) {
    return switch (this) {
      case NOTE -> journal.addNote(application, form.noteText());
      case CONTACT -> journal.addContact(application, form.contact());
      case INTERVIEW ->
          journal.addInterview(application, form.interview(journal.nextRound(application), zone));
      case REMINDER -> journal.addReminder(application, form.reminderAction(), form.reminderDue());
    };
  }

  /** Saves a changed entry, unless somebody else changed it since the form was made. */
  JournalEntry save(Journal journal, JournalEntry there, EntryForm form, ZoneId zone) {
    long version = form.neededVersion();
    return switch (there) {
      case Note note ->
          journal.save(
              Note.class,
              new Note(
                  note.id(), version, note.applicationId(), form.noteText(), note.createdAt()));
      case Contact contact ->
          journal.save(
              Contact.class,
              new Contact(
                  contact.id(),
                  version,
                  contact.applicationId(),
                  form.contact(),
                  contact.createdAt()));
      case Interview interview ->
          journal.save(
              Interview.class,
              new Interview(
                  interview.id(),
                  version,
                  interview.applicationId(),
                  form.interview(interview.details().round(), zone),
                  interview.createdAt()));
      case Reminder reminder ->
          journal.save(
              Reminder.class,
              new Reminder(
                  reminder.id(),
                  version,
                  reminder.applicationId(),
                  form.reminderAction(),
                  form.reminderDue(),
                  reminder.doneAt(),
                  reminder.createdAt()));
    };
  }
}
