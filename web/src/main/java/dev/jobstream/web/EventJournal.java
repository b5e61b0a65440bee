package dev.jobstream.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events of something that is no model's answer, such as an analysis with its fields, kept for
 * viewers. An event with a key replaces the earlier one with that key, so that a late viewer gets
 * the latest of each and not the way there; whoever writes bounds the rest. Thread-safe.
 */
final class EventJournal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final NavigableMap<Long, WireEvent> events = new TreeMap<>();
  private final Map<String, Long> idByKey = new HashMap<>();
  private long lastId;
  private boolean ended;

  /**
   * Writes an event; what comes after the end is left out.
   *
   * @param key what the event replaces; null for nothing
   */
  void append(String name, @Nullable String key, String json) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      lastId++;
      events.put(lastId, new WireEvent(lastId, name, json));
      if (key != null) {
        Long replaced = idByKey.put(key, lastId);
        if (replaced != null) {
          events.remove(replaced);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the last event. */
  void end(String name, String json) {
    lock.lock();
    try {
      append(name, null, json);
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins to view.
   *
   * @throws IllegalArgumentException if no event can have that id
   */
  LiveStream.Viewer attach(long afterId) {
    lock.lock();
    try {
      if (afterId < 0 || afterId > lastId) {
        throw new IllegalArgumentException(
            "No event has the id `%d`: ids run from 0 to %d. Start again from 0."
                .formatted(afterId, lastId));
      }
      return new Viewer(afterId);
    } finally {
      lock.unlock();
    }
  }

  private final class Viewer implements LiveStream.Viewer {
    private long seenId;
    private boolean left;

    Viewer(long afterId) {
      seenId = afterId;
    }

    @Override
    public @Nullable WireEvent next(Duration patience) {
      lock.lock();
      try {
        long nanos = patience.toNanos();
        while (!left && seenId == lastId && !ended && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        Map.Entry<Long, WireEvent> next = left ? null : events.higherEntry(seenId);
        if (next == null) {
          return null;
        }
        seenId = next.getKey();
        return next.getValue();
      } catch (InterruptedException e) {
        left = true;
        Thread.currentThread().interrupt();
        return null;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean over() {
      lock.lock();
      try {
        return left || (ended && seenId == lastId);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        left = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
