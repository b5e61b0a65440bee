package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.ApplicationIndex;
import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StageHistory;
import dev.jobstream.tracker.applications.StoreWriter;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells each table's class. */
final class SqlWriter extends SqlReader implements StoreWriter {
  SqlWriter(Handle handle, WordIndex words) {
    super(handle, words);
  }

  @Override
  public void add(Posting posting, List<Long> bands) {
    new PostingRows(handle).insert(posting, bands);
  }

  @Override
  public void add(JobApplication application, StageHistory history, ApplicationIndex index) {
    new ApplicationWrites(handle, words).insert(application, history, index);
    history.recorded().forEach(change -> add(application.id(), change));
  }

  @Override
  public void add(Id application, StageChange change) {
    new HistoryRows(handle).insert(application, change);
  }

  @Override
  public void put(JobApplication application, StageHistory history, ApplicationIndex index) {
    new ApplicationWrites(handle, words).update(application, history, index);
  }

  @Override
  public void purge(Id application) {
    new ApplicationRows(handle)
        .find(application)
        .ifPresent(row -> {
          words.remove(handle, row.seq());
          handle.execute("DELETE FROM application WHERE seq = ?", row.seq());
          new PostingRows(handle).delete(row.application().postingId());
        });
  }

  @Override
  public void add(JournalEntry entry) {
    new EntryRows(handle).insert(entry);
  }

  @Override
  public boolean update(JournalEntry entry) {
    return new EntryRows(handle).update(entry);
  }

  @Override
  public @Nullable Id setRemoved(IdKind kind, Id id, @Nullable Instant at) {
    int updated =
        handle
            .createUpdate("UPDATE %s SET removed_at = :at WHERE id = :id".formatted(table(kind)))
            .bind("at", Columns.of(at))
            .bind("id", id.text())
            .execute();
    return updated == 0
        ? null
        : handle
            .createQuery("SELECT application_id FROM %s WHERE id = :id".formatted(table(kind)))
            .bind("id", id.text())
            .map((row, context) -> Columns.id(row, "application_id"))
            .one();
  }

  @Override
  public void add(Document document) {
    new DocumentRows(handle).insert(document);
  }

  @Override
  public void add(Company company) {
    new CompanyRows(handle).insert(company);
  }

  @Override
  public boolean update(Company company) {
    return new CompanyRows(handle).update(company);
  }

  @Override
  public void deleteCompany(Id company) {
    new CompanyRows(handle).delete(company);
  }

  @Override
  public void add(SavedSearch search) {
    new SavedSearchRows(handle).insert(search);
  }

  @Override
  public boolean update(SavedSearch search) {
    return new SavedSearchRows(handle).update(search);
  }

  @Override
  public boolean deleteSavedSearch(Id id) {
    return new SavedSearchRows(handle).delete(id);
  }
}
