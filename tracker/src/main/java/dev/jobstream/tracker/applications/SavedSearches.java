package dev.jobstream.tracker.applications;

/** Searches to repeat. Thread-safe. */
public final class SavedSearches {
  private final Store store;
  private final IdSource ids;
  private final Refresh refresh;
  private final Lookup lookup;

  SavedSearches(Store store, IdSource ids, Refresh refresh, Lookup lookup) {
    this.store = store;
    this.ids = ids;
    this.refresh = refresh;
    this.lookup = lookup;
  }

  /** Saved searches by name. */
  public Page<SavedSearch> list(PageRequest page) {
    return store.read(reader -> reader.savedSearches(page));
  }

  /** The saved search of a name, or whose id begins as typed. */
  public SavedSearch find(String typed) {
    return store.read(reader ->
        reader
            .savedSearchNamed(SearchText.key(typed))
            .orElseGet(() -> {
              Id id = lookup.id(reader, IdKind.SAVED_SEARCH, typed);
              return reader.savedSearch(id).orElseThrow(() -> Lookup.gone(IdKind.SAVED_SEARCH, id));
            }));
  }

  /**
   * Saves a search under a new name.
   *
   * @throws TrackerException.Invalid if there is one of that name
   */
  public SavedSearch add(String name, String query) {
    SavedSearch search =
        new SavedSearch(
            ids.next(),
            1,
            Fields.neededLine("search's name", name),
            Fields.neededLine("search", query),
            refresh.now());
    return store.write(writer -> {
      refuseTaken(writer, search);
      writer.add(search);
      return search;
    });
  }

  /**
   * Saves a changed search.
   *
   * @throws TrackerException.Changed if somebody else changed it since it was read
   */
  public SavedSearch save(SavedSearch changed) {
    SavedSearch search =
        new SavedSearch(
            changed.id(),
            changed.version(),
            Fields.neededLine("search's name", changed.name()),
            Fields.neededLine("search", changed.query()),
            changed.createdAt());
    return store.write(writer -> {
      refuseTaken(writer, search);
      if (!writer.update(search)) {
        throw Lookup.changed(IdKind.SAVED_SEARCH, search.id());
      }
      return writer.savedSearch(search.id()).orElseThrow();
    });
  }

  private static void refuseTaken(StoreReader reader, SavedSearch search) {
    reader
        .savedSearchNamed(SearchText.key(search.name()))
        .filter(other -> !other.id().equals(search.id()))
        .ifPresent(other -> {
          throw TrackerException.invalid(
              "A search `%s` is saved already. Take another name, or change that one."
                  .formatted(other.name()));
        });
  }

  /** Deletes a saved search, and returns it, so that it can be added again. */
  public SavedSearch delete(Id id) {
    return store.write(writer -> {
      SavedSearch search =
          writer.savedSearch(id).orElseThrow(() -> Lookup.gone(IdKind.SAVED_SEARCH, id));
      writer.deleteSavedSearch(id);
      return search;
    });
  }
}
