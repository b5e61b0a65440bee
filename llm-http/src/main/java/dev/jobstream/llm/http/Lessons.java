package dev.jobstream.llm.http;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known by now of what a server takes, and what one request tries beyond it. What is tried
 * becomes known to all requests once the server has taken it, so that a refusal for another reason
 * teaches nothing. Thread-safe.
 *
 * @param <S> what can be known; immutable
 */
final class Lessons<S> {
  private final AtomicReference<S> known;
  private final @Nullable S tried;

  private Lessons(AtomicReference<S> known, @Nullable S tried) {
    this.known = known;
    this.tried = tried;
  }

  /** Nothing has been learnt yet. */
  static <S> Lessons<S> from(S start) {
    return new Lessons<>(new AtomicReference<>(start), null);
  }

  /** What is known or tried. */
  S get() {
    return tried == null ? known.get() : tried;
  }

  /** The same, trying something else. */
  Lessons<S> trying(S next) {
    return new Lessons<>(known, next);
  }

  /** The server took what was tried. */
  void worked() {
    if (tried != null) {
      known.set(tried);
    }
  }
}
