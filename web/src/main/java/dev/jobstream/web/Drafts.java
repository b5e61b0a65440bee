package dev.jobstream.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The drafts of all open Add pages, in memory: the oldest goes when there are many, and a page that
 * comes back without its draft makes it anew from what it kept. Thread-safe.
 */
final class Drafts implements AutoCloseable {
  private static final int MOST = 50;

  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  /**
   * Keeps a draft.
   *
   * @return its id
   */
  synchronized String add(Draft draft) {
    String id = LiveStreams.newId();
    if (drafts.size() >= MOST) {
      Map.Entry<String, Draft> oldest = drafts.entrySet().iterator().next();
      oldest.getValue().stop();
      drafts.remove(oldest.getKey());
    }
    drafts.put(id, draft);
    return id;
  }

  synchronized Optional<Draft> find(String id) {
    return Optional.ofNullable(drafts.get(id));
  }

  /**
   * The draft of an id.
   *
   * @throws ProblemException if there is none
   */
  Draft get(String id) {
    return find(id)
        .orElseThrow(() ->
            new Problem(
                    404,
                    "draft-gone",
                    "The draft is gone",
                    "Jobstream was started anew since. Paste the posting again.")
                .toException());
  }

  /** Forgets a draft and stops what the model does for it. */
  void remove(String id) {
    Draft removed;
    synchronized (this) {
      removed = drafts.remove(id);
    }
    if (removed != null) {
      removed.stop();
    }
  }

  @Override
  public synchronized void close() {
    drafts.values().forEach(Draft::stop);
  }
}
