package dev.jobstream.tracker.applications;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be changed in a {@link Store}. Used only within the call that gave it. */
public interface StoreWriter extends StoreReader {
  /**
   * Adds a posting.
   *
   * @param bands see {@link TextSignature}
   */
  void add(Posting posting, List<Long> bands);

  /** Adds an application with its moves; its posting and company are there already. */
  void add(JobApplication application, StageHistory history, ApplicationIndex index);

  void add(Id application, StageChange change);

  /**
   * Replaces what is kept of an application: everything but its id, posting and {@code createdAt}.
   * The version is written as given.
   *
   * @param history its moves as they are kept already
   */
  void put(JobApplication application, StageHistory history, ApplicationIndex index);

  /** Deletes an application for good, with its posting and all that belongs to it. */
  void purge(Id application);

  void add(JournalEntry entry);

  /**
   * Replaces an entry of the same id, and makes its version one more.
   *
   * @return false if the version there is another, or the entry is gone; nothing is changed then
   */
  boolean update(JournalEntry entry);

  /**
   * Removes an entry or document, or brings it back.
   *
   * @param at when it was removed; null to bring it back
   * @return the application it belongs to; null if there is no such entry
   */
  @Nullable Id setRemoved(IdKind kind, Id id, @Nullable Instant at);

  void add(Document document);

  /** Adds a company with all its spellings. */
  void add(Company company);

  /**
   * Replaces a company's name and spellings, and makes its version one more. A spelling that
   * belonged to another company belongs to this one from now on.
   *
   * @return false if the version there is another, or the company is gone; nothing is changed then
   */
  boolean update(Company company);

  /** Deletes a company that has no applications any more. */
  void deleteCompany(Id company);

  void add(SavedSearch search);

  /** As {@link #update(JournalEntry)}. */
  boolean update(SavedSearch search);

  /** Deletes a saved search; false if there is none. */
  boolean deleteSavedSearch(Id id);
}
