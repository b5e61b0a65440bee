package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Reminder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code note}, {@code contact}, {@code interview} and {@code reminder}. */
final class EntryRows {
  private final Handle handle;

  EntryRows(Handle handle) {
    this.handle = handle;
  }

  List<JournalEntry> of(Id application) {
    List<JournalEntry> entries = new ArrayList<>();
    for (EntryTable<?> table : EntryTable.ALL) {
      entries.addAll(of(table, application));
    }
    entries.sort(Comparator.comparing(JournalEntry::id));
    return entries;
  }

  private <T extends JournalEntry> List<T> of(EntryTable<T> table, Id application) {
    return handle
        .createQuery(
            "SELECT * FROM %s WHERE application_id = :id AND removed_at IS NULL"
                .formatted(table.name()))
        .bind("id", application.text())
        .map(table.mapper())
        .list();
  }

  <T extends JournalEntry> Optional<T> find(Class<T> kind, Id id) {
    EntryTable<T> table = EntryTable.of(kind);
    return handle
        .createQuery(
            "SELECT * FROM %s WHERE id = :id AND removed_at IS NULL".formatted(table.name()))
        .bind("id", id.text())
        .map(table.mapper())
        .findOne();
  }

  void insert(JournalEntry entry) {
    EntryTable<?> table = EntryTable.of(entry);
    table
        .bind(
            handle.createUpdate(
                """
                INSERT INTO %s (id, version, application_id, created_at, %s)
                VALUES (:id, :version, :application, :createdAt, %s)
                """
                    .formatted(table.name(), table.columnList(), table.parameterList())),
            entry)
        .bind("application", entry.applicationId().text())
        .bind("createdAt", Columns.of(entry.createdAt()))
        .execute();
  }

  boolean update(JournalEntry entry) {
    EntryTable<?> table = EntryTable.of(entry);
    return table
            .bind(
                handle.createUpdate(
                    """
                    UPDATE %s SET version = version + 1, %s
                    WHERE id = :id AND version = :version AND removed_at IS NULL
                    """
                        .formatted(table.name(), table.assignmentList())),
                entry)
            .execute()
        == 1;
  }

  Page<Reminder> openReminders(@Nullable LocalDate until, PageRequest page) {
    SqlQuery sql =
        new SqlQuery("reminder e JOIN application a ON a.id = e.application_id")
            .and("e.removed_at IS NULL")
            .and("e.done_at IS NULL")
            .and("+a.trashed_at IS NULL");
    if (until != null) {
      sql.and("e.due <= " + sql.bind(until.toString()));
    }
    Mark mark = Mark.of(page, 2);
    if (mark != null) {
      sql.and("(e.due, e.id) > (%s, %s)".formatted(sql.bind(mark.text(0)), sql.bind(mark.text(1))));
    }
    List<Reminder> rows =
        sql.select(handle, "e.*", "ORDER BY e.due, e.id LIMIT " + sql.bind(page.limit() + 1L))
            .map(EntryTable.of(Reminder.class).mapper())
            .list();
    return Mark.page(
        rows, page, reminder -> List.of(reminder.due().toString(), reminder.id().text()));
  }

  Page<Interview> interviews(@Nullable Instant from, @Nullable Instant to, PageRequest page) {
    SqlQuery sql =
        new SqlQuery("interview e JOIN application a ON a.id = e.application_id")
            .and("e.removed_at IS NULL")
            .and("+a.trashed_at IS NULL");
    if (from != null) {
      sql.and("e.starts_at >= " + sql.bind(from.toEpochMilli()));
    }
    if (to != null) {
      sql.and("e.starts_at < " + sql.bind(to.toEpochMilli()));
    }
    Mark mark = Mark.of(page, 2);
    if (mark != null) {
      sql.and(
          "(e.starts_at, e.id) > (%s, %s)"
              .formatted(sql.bind(mark.number(0, page)), sql.bind(mark.text(1))));
    }
    List<Interview> rows =
        sql.select(handle, "e.*", "ORDER BY e.starts_at, e.id LIMIT " + sql.bind(page.limit() + 1L))
            .map(EntryTable.of(Interview.class).mapper())
            .list();
    return Mark.page(
        rows,
        page,
        interview ->
            List.of(
                Long.toString(interview.details().startsAt().toInstant().toEpochMilli()),
                interview.id().text()));
  }
}
