package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Reminder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The table of one kind of entry.
 *
 * @param columns those that the other kinds do not have
 */
record EntryTable<T extends JournalEntry>(
    Class<T> kind, String name, List<String> columns, RowMapper<T> mapper) {

  private static final EntryTable<Note> NOTES =
      new EntryTable<>(Note.class, "note", List.of("text"), (row, context) -> note(row));

  private static final EntryTable<Contact> CONTACTS =
      new EntryTable<>(
          Contact.class,
          "contact",
          List.of("name", "role", "email", "phone", "link", "note"),
          (row, context) -> contact(row));

  private static final EntryTable<Interview> INTERVIEWS =
      new EntryTable<>(
          Interview.class,
          "interview",
          List.of(
              "round",
              "kind",
              "starts_at",
              "zone",
              "minutes",
              "place",
              "people",
              "outcome",
              "note"),
          (row, context) -> interview(row));

  private static final EntryTable<Reminder> REMINDERS =
      new EntryTable<>(
          Reminder.class,
          "reminder",
          List.of("action", "due", "done_at"),
          (row, context) -> reminder(row));

  static final List<EntryTable<?>> ALL = List.of(NOTES, CONTACTS, INTERVIEWS, REMINDERS);

  @SuppressWarnings("unchecked") // the table of a kind maps that kind
  static <T extends JournalEntry> EntryTable<T> of(Class<T> kind) {
    return (EntryTable<T>)
        ALL.stream().filter(table -> table.kind() == kind).findFirst().orElseThrow();
  }

  static EntryTable<?> of(JournalEntry entry) {
    return of(entry.getClass());
  }

  String columnList() {
    return String.join(", ", columns);
  }

  String parameterList() {
    return columns.stream().map(column -> ":" + column).collect(Collectors.joining(", "));
  }

  String assignmentList() {
    return columns.stream()
        .map(column -> "%s = :%s".formatted(column, column))
        .collect(Collectors.joining(", "));
  }

  /** Binds an entry's id, version and columns. */
  Update bind(Update update, JournalEntry entry) {
    Update bound = update.bind("id", entry.id().text()).bind("version", entry.version());
    return switch (entry) {
      case Note note -> bound.bind("text", note.text());
      case Contact contact -> bind(bound, contact.details());
      case Interview interview -> bind(bound, interview.details());
      case Reminder reminder ->
          bound
              .bind("action", reminder.action())
              .bind("due", reminder.due().toString())
              .bind("done_at", Columns.of(reminder.doneAt()));
    };
  }

  private static Update bind(Update update, Contact.Details person) {
    return update
        .bind("name", person.name())
        .bind("role", person.role())
        .bind("email", person.email())
        .bind("phone", person.phone())
        .bind("link", person.link())
        .bind("note", person.note());
  }

  private static Update bind(Update update, Interview.Details interview) {
    Duration length = interview.length();
    return update
        .bind("round", interview.round())
        .bind("kind", interview.kind().name())
        .bind("starts_at", interview.startsAt().toInstant().toEpochMilli())
        .bind("zone", interview.startsAt().getZone().getId())
        .bind("minutes", length == null ? null : (Long) length.toMinutes())
        .bind("place", interview.place())
        .bind("people", Columns.of(interview.people()))
        .bind("outcome", interview.outcome().name())
        .bind("note", interview.note());
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(
        Columns.id(row, "id"),
        row.getLong("version"),
        Columns.id(row, "application_id"),
        row.getString("text"),
        Columns.moment(row, "created_at"));
  }

  private static Contact contact(ResultSet row) throws SQLException {
    return new Contact(
        Columns.id(row, "id"),
        row.getLong("version"),
        Columns.id(row, "application_id"),
        new Contact.Details(
            row.getString("name"),
            Columns.text(row, "role"),
            Columns.text(row, "email"),
            Columns.text(row, "phone"),
            Columns.text(row, "link"),
            Columns.text(row, "note")),
        Columns.moment(row, "created_at"));
  }

  private static Interview interview(ResultSet row) throws SQLException {
    return new Interview(
        Columns.id(row, "id"),
        row.getLong("version"),
        Columns.id(row, "application_id"),
        new Interview.Details(
            row.getInt("round"),
            Columns.value(Interview.Kind.class, row, "kind"),
            Columns.moment(row, "starts_at").atZone(ZoneId.of(row.getString("zone"))),
            minutes(row),
            Columns.text(row, "place"),
            Columns.list(row, "people"),
            Columns.value(Interview.Outcome.class, row, "outcome"),
            Columns.text(row, "note")),
        Columns.moment(row, "created_at"));
  }

  private static @Nullable Duration minutes(ResultSet row) throws SQLException {
    long minutes = row.getLong("minutes");
    return row.wasNull() ? null : Duration.ofMinutes(minutes);
  }

  private static Reminder reminder(ResultSet row) throws SQLException {
    return new Reminder(
        Columns.id(row, "id"),
        row.getLong("version"),
        Columns.id(row, "application_id"),
        row.getString("action"),
        Columns.day(row, "due"),
        Columns.momentOrNull(row, "done_at"),
        Columns.moment(row, "created_at"));
  }
}
