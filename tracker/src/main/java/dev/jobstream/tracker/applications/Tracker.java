package dev.jobstream.tracker.applications;

import java.time.Clock;

/**
 * Everything that is kept of applications, as services over one {@link Store}. Knows no user
 * interface. Thread-safe.
 */
public final class Tracker implements AutoCloseable {
  private final Store store;
  private final Applications applications;
  private final Journal journal;
  private final Documents documents;
  private final Companies companies;
  private final SavedSearches savedSearches;
  private final Dossiers dossiers;

  /**
   * Opens the services, and clears away what a crash may have left among the documents.
   *
   * @param store closed with this
   * @param clock tells the time and, by its zone, which day it is
   */
  public Tracker(Store store, DocumentFolder folder, Clock clock) {
    this.store = store;
    IdSource ids = new IdSource(clock);
    Refresh refresh = new Refresh(clock);
    Lookup lookup = new Lookup();
    this.applications = new Applications(store, ids, refresh, lookup, folder);
    this.journal = new Journal(store, ids, refresh, lookup);
    this.documents = new Documents(store, folder, ids, refresh, lookup);
    this.companies = new Companies(store, ids, refresh, lookup);
    this.savedSearches = new SavedSearches(store, ids, refresh, lookup);
    this.dossiers = new Dossiers(store, folder, ids, refresh, lookup);
    folder.recover(store);
  }

  /** Applications, their moves, searches, duplicates, statistics and the trash. */
  public Applications applications() {
    return applications;
  }

  /** Notes, contacts, interviews and reminders. */
  public Journal journal() {
    return journal;
  }

  /** The files that were sent. */
  public Documents documents() {
    return documents;
  }

  /** Employers and their spellings. */
  public Companies companies() {
    return companies;
  }

  /** Searches to repeat. */
  public SavedSearches savedSearches() {
    return savedSearches;
  }

  /** Whole applications, to be exported and imported. */
  public Dossiers dossiers() {
    return dossiers;
  }

  /** The store beneath, to be copied or checked. */
  public Store store() {
    return store;
  }

  /** Closes the store. Idempotent. */
  @Override
  public void close() {
    store.close();
  }
}
