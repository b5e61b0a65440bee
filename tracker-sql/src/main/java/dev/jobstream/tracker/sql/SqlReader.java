package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Duplicate;
import dev.jobstream.tracker.applications.DuplicateKeys;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageHistory;
import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.StoreReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Asks each table's class. */
class SqlReader implements StoreReader {
  final Handle handle;
  final WordIndex words;
  private final StageRows stages;

  SqlReader(Handle handle, WordIndex words) {
    this.handle = handle;
    this.words = words;
    this.stages = new StageRows(handle);
  }

  @Override
  public Optional<JobApplication> application(Id id) {
    return new ApplicationRows(handle).find(id).map(ApplicationRows.Row::application);
  }

  @Override
  public List<JobApplication> applications(Collection<Id> ids) {
    return new ApplicationRows(handle).find(ids);
  }

  @Override
  public List<Id> idsStartingWith(IdKind kind, String prefix, int most) {
    String condition =
        switch (kind) {
          case APPLICATION, COMPANY, SAVED_SEARCH -> "";
          case NOTE, CONTACT, INTERVIEW, REMINDER, DOCUMENT -> "AND removed_at IS NULL";
        };
    return handle
        .createQuery(
            "SELECT id FROM %s WHERE id >= :from AND id < :to %s ORDER BY id LIMIT :most"
                .formatted(table(kind), condition))
        .bind("from", prefix)
        // "~" stands behind every character of an id.
        .bind("to", prefix + "~")
        .bind("most", most)
        .map((row, context) -> Columns.id(row, "id"))
        .list();
  }

  static String table(IdKind kind) {
    return switch (kind) {
      case APPLICATION -> "application";
      case NOTE -> "note";
      case CONTACT -> "contact";
      case INTERVIEW -> "interview";
      case REMINDER -> "reminder";
      case DOCUMENT -> "document";
      case COMPANY -> "company";
      case SAVED_SEARCH -> "saved_search";
    };
  }

  @Override
  public Optional<Posting> posting(Id id) {
    return new PostingRows(handle).find(id);
  }

  @Override
  public String postingText(Id id) {
    return new PostingRows(handle).text(id);
  }

  @Override
  public Page<JobApplication> search(SearchQuery query, PageRequest page) {
    return new SearchRows(handle, words).search(query, page);
  }

  @Override
  public long count(SearchQuery query, long atMost) {
    return new SearchRows(handle, words).count(query, atMost);
  }

  @Override
  public Page<JobApplication> ofStage(Stage stage, PageRequest page) {
    return stages.page(stage, page);
  }

  @Override
  public Map<Stage, Long> countByStage(long atMost) {
    return stages.count(atMost);
  }

  @Override
  public Page<JobApplication> trashed(PageRequest page) {
    return new ListRows(handle).trashed(page);
  }

  @Override
  public Page<JobApplication> everything(PageRequest page) {
    return new ListRows(handle).everything(page);
  }

  @Override
  public Map<Id, StageHistory> histories(Collection<Id> applications) {
    return new HistoryRows(handle).find(applications);
  }

  @Override
  public List<JournalEntry> entries(Id application) {
    return new EntryRows(handle).of(application);
  }

  @Override
  public <T extends JournalEntry> Optional<T> entry(Class<T> kind, Id id) {
    return new EntryRows(handle).find(kind, id);
  }

  @Override
  public Page<Reminder> openReminders(@Nullable LocalDate until, PageRequest page) {
    return new EntryRows(handle).openReminders(until, page);
  }

  @Override
  public Page<Interview> interviews(
      @Nullable Instant from, @Nullable Instant to, PageRequest page) {
    return new EntryRows(handle).interviews(from, to, page);
  }

  @Override
  public List<Document> documents(Id application) {
    return new DocumentRows(handle).of(application);
  }

  @Override
  public Optional<Document> document(Id id) {
    return new DocumentRows(handle).find(id);
  }

  @Override
  public Set<String> contentsOf(Id application) {
    return new DocumentRows(handle).contentsOf(application);
  }

  @Override
  public Set<String> contentsInUse(Collection<String> sha256s) {
    return new DocumentRows(handle).contentsInUse(sha256s);
  }

  @Override
  public Optional<Company> company(Id id) {
    return new CompanyRows(handle).find(id);
  }

  @Override
  public Optional<Company> companyNamed(String key) {
    return new CompanyRows(handle).findNamed(key);
  }

  @Override
  public List<Id> applicationsOf(Id company) {
    return new CompanyRows(handle).applicationsOf(company);
  }

  @Override
  public Page<Company> companies(String prefix, PageRequest page) {
    return new CompanyRows(handle).list(prefix, page);
  }

  @Override
  public Page<SavedSearch> savedSearches(PageRequest page) {
    return new SavedSearchRows(handle).list(page);
  }

  @Override
  public Optional<SavedSearch> savedSearch(Id id) {
    return new SavedSearchRows(handle).find(id);
  }

  @Override
  public Optional<SavedSearch> savedSearchNamed(String key) {
    return new SavedSearchRows(handle).findNamed(key);
  }

  @Override
  public Map<Id, Set<Duplicate.Reason>> lookalikes(DuplicateKeys keys, int most) {
    return new DuplicateRows(handle, most).find(keys);
  }

  @Override
  public Statistics statistics(StatisticsPeriod period, LocalDate today) {
    return new StatisticsRows(handle, period, today).count();
  }
}
