package dev.jobstream.tracker.applications;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes, contacts, interviews and reminders. Thread-safe. */
public final class Journal {
  private final Store store;
  private final IdSource ids;
  private final Refresh refresh;
  private final Lookup lookup;

  Journal(Store store, IdSource ids, Refresh refresh, Lookup lookup) {
    this.store = store;
    this.ids = ids;
    this.refresh = refresh;
    this.lookup = lookup;
  }

  /** Everything that was written down about an application, in the order of writing. */
  public List<JournalEntry> entries(Id application) {
    return store.read(reader -> reader.entries(lookup.application(reader, application).id()));
  }

  public Note addNote(Id application, String text) {
    return add(Note.class, application, new NewEntry.Text(text));
  }

  public Contact addContact(Id application, Contact.Details details) {
    return add(Contact.class, application, details);
  }

  public Interview addInterview(Id application, Interview.Details details) {
    return add(Interview.class, application, details);
  }

  public Reminder addReminder(Id application, String action, LocalDate due) {
    return add(Reminder.class, application, new NewEntry.Todo(action, due));
  }

  private <T extends JournalEntry> T add(Class<T> kind, Id id, NewEntry given) {
    JournalEntry entry = entry(given, ids.next(), id, refresh.now());
    return store.write(writer -> {
      JobApplication application = lookup.application(writer, id);
      writer.add(entry);
      refresh.put(writer, application);
      return kind.cast(entry);
    });
  }

  /**
   * A new entry as it is kept.
   *
   * @throws TrackerException.Invalid if a value of it cannot be
   */
  static JournalEntry entry(NewEntry given, Id id, Id application, Instant now) {
    return switch (given) {
      case NewEntry.Text(String text) ->
          new Note(id, 1, application, Fields.neededText("note", text), now);
      case NewEntry.Todo(String action, LocalDate due) ->
          new Reminder(
              id,
              1,
              application,
              Fields.neededLine("reminder", action),
              Fields.day("due day", due),
              null,
              now);
      case Contact.Details details -> new Contact(id, 1, application, Fields.details(details), now);
      case Interview.Details details ->
          new Interview(id, 1, application, Fields.details(details), now);
    };
  }

  /** The number of the next round of interviews of an application: one more than the highest. */
  public int nextRound(Id application) {
    return entries(application).stream()
        .filter(Interview.class::isInstance)
        .mapToInt(entry -> ((Interview) entry).details().round() + 1)
        .max()
        .orElse(1);
  }

  /**
   * Saves a changed entry.
   *
   * @return the entry as it is kept, with its new version
   * @throws TrackerException.Changed if somebody else changed it since it was read
   */
  public <T extends JournalEntry> T save(Class<T> kind, T entry) {
    T kept = kind.cast(cleaned(entry));
    return store.write(writer -> {
      T there = lookup.entry(writer, kind, entry.id());
      if (!writer.update(kept)) {
        throw Lookup.changed(IdKind.of(kind), entry.id());
      }
      refresh.put(writer, lookup.application(writer, there.applicationId()));
      return lookup.entry(writer, kind, entry.id());
    });
  }

  /**
   * A changed entry as it is kept.
   *
   * @throws TrackerException.Invalid if a value of it cannot be
   */
  static JournalEntry cleaned(JournalEntry entry) {
    return switch (entry) {
      case Note note -> note.withText(Fields.neededText("note", note.text()));
      case Contact contact -> contact.with(Fields.details(contact.details()));
      case Interview interview -> interview.with(Fields.details(interview.details()));
      case Reminder reminder ->
          reminder.with(
              Fields.neededLine("reminder", reminder.action()),
              Fields.day("due day", reminder.due()));
    };
  }

  /** Marks a reminder as done, or as open again. */
  public Reminder setDone(Id reminder, boolean done) {
    return store.write(writer -> {
      Reminder there = lookup.entry(writer, Reminder.class, reminder);
      if (there.isDone() == done) {
        return there;
      }
      writer.update(there.withDoneAt(done ? refresh.now() : null));
      refresh.put(writer, lookup.application(writer, there.applicationId()));
      return lookup.entry(writer, Reminder.class, reminder);
    });
  }

  /** The entry whose id begins as typed. */
  public <T extends JournalEntry> T find(Class<T> kind, String typed) {
    return store.read(
        reader -> lookup.entry(reader, kind, lookup.id(reader, IdKind.of(kind), typed)));
  }

  /** Removes an entry, until {@link #restore} brings it back. */
  public <T extends JournalEntry> T remove(Class<T> kind, Id id) {
    return store.write(writer -> {
      T entry = lookup.entry(writer, kind, id);
      setRemoved(writer, kind, id, refresh.now());
      return entry;
    });
  }

  /** Brings a removed entry back. */
  public <T extends JournalEntry> T restore(Class<T> kind, Id id) {
    return store.write(writer -> {
      setRemoved(writer, kind, id, null);
      return lookup.entry(writer, kind, id);
    });
  }

  private void setRemoved(
      StoreWriter writer, Class<? extends JournalEntry> kind, Id id, @Nullable Instant at) {
    Id application = writer.setRemoved(IdKind.of(kind), id, at);
    if (application == null) {
      throw Lookup.gone(IdKind.of(kind), id);
    }
    refresh.put(writer, lookup.application(writer, application));
  }

  /**
   * Open reminders, the first due first; those of applications in the trash are left out.
   *
   * @param until the last day; null for all
   */
  public Page<Reminder> openReminders(@Nullable LocalDate until, PageRequest page) {
    return store.read(reader -> reader.openReminders(until, page));
  }

  /**
   * Interviews, the earliest first; those of applications in the trash are left out.
   *
   * @param from the first moment; null for all
   * @param to the moment behind the last; null for all
   */
  public Page<Interview> interviews(
      @Nullable Instant from, @Nullable Instant to, PageRequest page) {
    return store.read(reader -> reader.interviews(from, to, page));
  }
}
