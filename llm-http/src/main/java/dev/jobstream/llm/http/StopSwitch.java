package dev.jobstream.llm.http;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stops a stream from any thread: a stop either wakes what its reader blocks in, or keeps it from
 * blocking. Thread-safe.
 */
final class StopSwitch {
  private final ReentrantLock lock = new ReentrantLock();

  // Written under the lock.
  private volatile HttpCall.@Nullable Stop reason;
  private @Nullable Runnable waker;
  private boolean over;

  /** Stops; the first reason stands, and after the end there is nothing to stop. */
  void stop(HttpCall.Stop why) {
    Runnable woken;
    lock.lock();
    try {
      if (over || reason != null) {
        return;
      }
      reason = why;
      woken = waker;
    } finally {
      lock.unlock();
    }
    if (woken != null) {
      woken.run();
    }
  }

  /** Why the stream is to stop; null if it is not. */
  HttpCall.@Nullable Stop reason() {
    return reason;
  }

  /** Names what wakes the reader from now on; runs it at once if the stop came before. */
  void wakeBy(Runnable wake) {
    boolean late;
    lock.lock();
    try {
      waker = wake;
      late = reason != null;
    } finally {
      lock.unlock();
    }
    if (late) {
      wake.run();
    }
  }

  /** Has a call stop for the same reason from now on. */
  void wakeBy(HttpCall call) {
    wakeBy(() -> {
      HttpCall.Stop why = reason;
      if (why != null) {
        call.stop(why);
      }
    });
  }

  /** The stream has ended. */
  void over() {
    lock.lock();
    try {
      over = true;
      waker = null;
    } finally {
      lock.unlock();
    }
  }
}
