package dev.jobstream.tracker.applications;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds things by their ids, or says in a sentence why not. */
final class Lookup {
  private static final int MOST_NAMED = 5;

  JobApplication application(StoreReader reader, Id id) {
    return reader.application(id).orElseThrow(() -> gone(IdKind.APPLICATION, id));
  }

  <T extends JournalEntry> T entry(StoreReader reader, Class<T> kind, Id id) {
    return reader.entry(kind, id).orElseThrow(() -> gone(IdKind.of(kind), id));
  }

  Dossier dossier(StoreReader reader, JobApplication application) {
    Id id = application.id();
    return new Dossier(
        application,
        reader.posting(application.postingId()).orElseThrow(),
        Optional.ofNullable(reader.histories(List.of(id)).get(id)).orElseThrow(),
        reader.entries(id),
        reader.documents(id));
  }

  /** The id that begins as typed. */
  Id id(StoreReader reader, IdKind kind, String typed) {
    String prefix =
        Id.prefix(typed)
            .orElseThrow(() ->
                new TrackerException.NotFound(
                    "`%s` is no id of %s. An id has letters and digits, at most %d."
                        .formatted(typed, article(kind), Id.LENGTH)));
    List<Id> found = reader.idsStartingWith(kind, prefix, MOST_NAMED + 1);
    if (found.isEmpty()) {
      throw new TrackerException.NotFound(
          "No %s has an id that begins with `%s`. List them to see their ids."
              .formatted(kind.noun(), typed));
    }
    if (found.size() > 1) {
      throw new TrackerException.Ambiguous(
          "Several ids of %ss begin with `%s`: %s%s. Type more of the one you mean."
              .formatted(
                  kind.noun(),
                  typed,
                  found.stream()
                      .limit(MOST_NAMED)
                      .map(id -> "`" + id + "`")
                      .collect(Collectors.joining(", ")),
                  found.size() > MOST_NAMED ? " and more" : ""));
    }
    return found.getFirst();
  }

  private static String article(IdKind kind) {
    return ("aeiou".indexOf(kind.noun().charAt(0)) >= 0 ? "an " : "a ") + kind.noun();
  }

  static TrackerException gone(IdKind kind, Id id) {
    return new TrackerException.NotFound(
        "There is no %s `%s`. It may have been deleted meanwhile.".formatted(kind.noun(), id));
  }

  static TrackerException changed(IdKind kind, Id id) {
    return new TrackerException.Changed(
        "The %s `%s` was changed meanwhile, so nothing was saved. Look at it again and repeat your change."
            .formatted(kind.noun(), id));
  }
}
