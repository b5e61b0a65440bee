package dev.jobstream.web;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams that pages can view, by an id that cannot be guessed. The oldest ended ones go when
 * there are many. Thread-safe.
 */
final class LiveStreams implements AutoCloseable {
  private static final int MOST = 2_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, LiveStream> streams = new LinkedHashMap<>();
  private boolean closed;
  private volatile Runnable lostViewers = () -> {};

  /**
   * Keeps a stream.
   *
   * @return its id
   */
  String add(LiveStream stream) {
    String id = newId();
    boolean late;
    synchronized (this) {
      late = closed;
      makeRoom();
      streams.put(id, stream);
    }
    if (late) {
      stream.cancel();
    }
    return id;
  }

  synchronized @Nullable LiveStream find(String id) {
    return streams.get(id);
  }

  /**
   * The stream of an id.
   *
   * @throws ProblemException if there is none
   */
  LiveStream get(String id) {
    LiveStream stream = find(id);
    if (stream == null) {
      throw gone();
    }
    return stream;
  }

  static ProblemException gone() {
    return new Problem(
            404,
            "stream-gone",
            "The stream is gone",
            "Jobstream was started anew since, or the stream ended long ago. What was filled in stays. Run it again to go on.")
        .toException();
  }

  /**
   * Tells of every viewer that is lost before the end of its stream: its page was closed, or took
   * nothing for longer than a connection may be idle.
   *
   * @param listener run on the thread that sent to the viewer, after it has let go of the stream
   */
  void onLostViewer(Runnable listener) {
    lostViewers = listener;
  }

  /** A viewer was lost. */
  void viewerLost() {
    lostViewers.run();
  }

  /** How many are kept. */
  synchronized int size() {
    return streams.size();
  }

  /** Cancels all that still run. */
  @Override
  public void close() {
    List<LiveStream> running;
    synchronized (this) {
      closed = true;
      running = new ArrayList<>(streams.values());
    }
    running.stream().filter(stream -> !stream.ended()).forEach(LiveStream::cancel);
  }

  private void makeRoom() {
    if (streams.size() >= MOST) {
      streams.values().stream()
          .filter(LiveStream::ended)
          .findFirst()
          .ifPresent(oldest -> streams.values().remove(oldest));
    }
  }

  /** An id that cannot be guessed. */
  static String newId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
