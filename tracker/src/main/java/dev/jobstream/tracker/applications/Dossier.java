package dev.jobstream.tracker.applications;

import java.util.List;

/**
 * Everything about one application.
 *
 * @param entries notes, contacts, interviews and reminders, in the order in which they were made
 */
public record Dossier(
    JobApplication application,
    Posting posting,
    StageHistory history,
    List<JournalEntry> entries,
    List<Document> documents) {

  public Dossier {
    entries = List.copyOf(entries);
    documents = List.copyOf(documents);
  }

  /** The entries of one kind. */
  public <T extends JournalEntry> List<T> entries(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
