package dev.jobstream.tracker.applications;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds applications that look like one that is about to be saved. */
final class DuplicateFinder {
  /** So many lookalikes are looked at for each reason, the newest first. */
  private static final int MOST = 50;

  private DuplicateFinder() {}

  static List<Duplicate> find(Store store, NewApplication added) {
    JobDetails job = added.job();
    String text = added.posting().text();
    String url = job.sourceUrl() == null ? added.posting().sourceUrl() : job.sourceUrl();
    DuplicateKeys keys =
        new DuplicateKeys(
            ApplicationIndex.urlKeyOrNull(url),
            ApplicationIndex.keyOrNull(job.title()),
            ApplicationIndex.keyOrNull(job.company()),
            TextSignature.bands(text));
    return store.read(reader -> find(reader, keys, text));
  }

  private static List<Duplicate> find(StoreReader reader, DuplicateKeys keys, String text) {
    Map<Id, Set<Duplicate.Reason>> found = reader.lookalikes(keys, MOST);
    Map<Id, StageHistory> histories = reader.histories(found.keySet());
    List<Duplicate> duplicates = new ArrayList<>();
    for (JobApplication application : reader.applications(found.keySet())) {
      Set<Duplicate.Reason> reasons = EnumSet.noneOf(Duplicate.Reason.class);
      reasons.addAll(found.getOrDefault(application.id(), Set.of()));
      // A shared band only makes it likely that two texts are nearly the same.
      if (reasons.contains(Duplicate.Reason.TEXT)
          && TextSignature.similarity(text, reader.postingText(application.postingId()))
              < TextSignature.NEARLY_THE_SAME) {
        reasons.remove(Duplicate.Reason.TEXT);
      }
      StageHistory history = histories.get(application.id());
      if (!reasons.isEmpty() && history != null) {
        duplicates.add(new Duplicate(application, history, reasons));
      }
    }
    duplicates.sort(
        Comparator.comparingInt((Duplicate duplicate) -> -duplicate.reasons().size())
            .thenComparing(duplicate -> duplicate.application().id(), Comparator.reverseOrder()));
    return List.copyOf(duplicates);
  }
}
