package dev.jobstream.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that were sent and wait for a word, such as one to be imported, by an id that cannot be
 * guessed. The oldest go when there are many. Thread-safe.
 *
 * @param <T> a file and what is known of it; closing it deletes it
 */
final class WaitingUploads<T extends WaitingUploads.Upload> implements AutoCloseable {
  private static final int MOST = 5;

  private final Map<String, T> uploads = new LinkedHashMap<>();

  /** A file that was sent. */
  interface Upload extends AutoCloseable {
    /** Deletes it. Idempotent. */
    @Override
    void close();
  }

  /**
   * Keeps a file until it is taken.
   *
   * @return its id
   */
  synchronized String add(T upload) {
    while (uploads.size() >= MOST) {
      remove(uploads.keySet().iterator().next());
    }
    String id = LiveStreams.newId();
    uploads.put(id, upload);
    return id;
  }

  /**
   * A file that waits.
   *
   * @throws ProblemException if it does not
   */
  synchronized T get(String id) {
    T upload = uploads.get(id);
    if (upload == null) {
      throw gone();
    }
    return upload;
  }

  /**
   * Takes a file out: it waits no more, and the caller closes it.
   *
   * @throws ProblemException if it does not wait
   */
  synchronized T take(String id) {
    T upload = get(id);
    uploads.remove(id);
    return upload;
  }

  /** Deletes a file, if it waits. */
  synchronized void remove(String id) {
    T upload = uploads.remove(id);
    if (upload != null) {
      upload.close();
    }
  }

  private static ProblemException gone() {
    return new Problem(
            404,
            "upload-gone",
            "The file is gone",
            "Jobstream was started anew since, or the file was used or replaced by others. Choose it again.")
        .toException();
  }

  @Override
  public synchronized void close() {
    uploads.values().forEach(Upload::close);
    uploads.clear();
  }
}
