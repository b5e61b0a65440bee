package dev.jobstream.tracker.applications;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of a {@link Store}. Used only within the call that gave it. */
public interface StoreReader {
  /** An application, in the trash or not. */
  Optional<JobApplication> application(Id id);

  /** Ids that begin with a prefix, in their order. Of entries and documents, those not removed. */
  List<Id> idsStartingWith(IdKind kind, String prefix, int most);

  Optional<Posting> posting(Id id);

  /** A posting's text alone; empty if there is none. */
  String postingText(Id id);

  Page<JobApplication> search(SearchQuery query, PageRequest page);

  /** The applications of a stage out of the trash, what changed last first. */
  Page<JobApplication> ofStage(Stage stage, PageRequest page);

  /** How many are at each stage, out of the trash; at most {@code atMost} of each are counted. */
  Map<Stage, Long> countByStage(long atMost);

  /** All applications, those in the trash included, in the order of adding. */
  Page<JobApplication> everything(PageRequest page);

  /** How many a search finds; at most {@code atMost} are counted. */
  long count(SearchQuery query, long atMost);

  /** The trash, what was thrown away last first. */
  Page<JobApplication> trashed(PageRequest page);

  /** The moves of applications; one that does not exist is missing. */
  Map<Id, StageHistory> histories(Collection<Id> applications);

  /** Applications, by their ids, in that order; one that does not exist is missing. */
  List<JobApplication> applications(Collection<Id> ids);

  /** The entries of an application that are not removed, in the order in which they were made. */
  List<JournalEntry> entries(Id application);

  <T extends JournalEntry> Optional<T> entry(Class<T> kind, Id id);

  /**
   * Open reminders of applications that are not in the trash, the first due first.
   *
   * @param until the last day; null for all
   */
  Page<Reminder> openReminders(@Nullable LocalDate until, PageRequest page);

  /**
   * Interviews of applications that are not in the trash, the earliest first.
   *
   * @param from the first moment; null for all
   * @param to the moment behind the last; null for all
   */
  Page<Interview> interviews(@Nullable Instant from, @Nullable Instant to, PageRequest page);

  /** The documents of an application that are not removed, in the order of attaching. */
  List<Document> documents(Id application);

  Optional<Document> document(Id id);

  /** The contents of an application's documents, the removed ones included. */
  Set<String> contentsOf(Id application);

  /** Which of these contents belong to a document, a removed one included. */
  Set<String> contentsInUse(Collection<String> sha256s);

  Optional<Company> company(Id id);

  /** The company that goes by a spelling, as {@link SearchText#key} folds it. */
  Optional<Company> companyNamed(String key);

  /** The applications of a company, those in the trash included, in the order of adding. */
  List<Id> applicationsOf(Id company);

  /**
   * Companies by name.
   *
   * @param prefix how one of its spellings begins, as {@link SearchText#key} folds it; empty for
   *     all
   */
  Page<Company> companies(String prefix, PageRequest page);

  Page<SavedSearch> savedSearches(PageRequest page);

  Optional<SavedSearch> savedSearch(Id id);

  Optional<SavedSearch> savedSearchNamed(String key);

  /** Applications out of the trash that look like one, the newest first. */
  Map<Id, Set<Duplicate.Reason>> lookalikes(DuplicateKeys keys, int most);

  /** Numbers of a period; {@code today} ends the silences. */
  Statistics statistics(StatisticsPeriod period, LocalDate today);
}
