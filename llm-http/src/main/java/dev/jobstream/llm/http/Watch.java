package dev.jobstream.llm.http;

import dev.jobstream.llm.Timer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clocks that watch one request. One task of the timer serves a clock however many signs of
 * life come, since it looks when the last one was before it acts.
 *
 * <p>Only waiting for the server counts: while the reader does something else, nothing runs out.
 * {@link #enter}, {@link #waiting} and {@link #resting} are called by one thread at a time; the
 * rest is the timer's.
 */
final class Watch {
  private final Timer timer;
  private final HttpTimeouts timeouts;
  private final Consumer<Clock> onExpiry;

  private volatile Clock clock = Clock.CONNECT;
  private volatile boolean waits;
  private volatile long since;

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private long round;
  private boolean stopped;
  private @Nullable Runnable withdrawal;

  /**
   * @param onExpiry called on the timer's thread when a clock has run out; must not block
   */
  Watch(Timer timer, HttpTimeouts timeouts, Consumer<Clock> onExpiry) {
    this.timer = timer;
    this.timeouts = timeouts;
    this.onExpiry = onExpiry;
  }

  /** Starts a clock in place of the one that ran, waiting from now. */
  void enter(Clock next) {
    clock = next;
    waiting();
    lock.lock();
    try {
      if (!stopped) {
        round++;
        arm(next.limit(timeouts), round);
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on it is the server's turn; called anew at every sign of life. */
  void waiting() {
    since = timer.nanoTime();
    waits = true;
  }

  /** From now on it is not the server's turn. */
  void resting() {
    waits = false;
  }

  Clock clock() {
    return clock;
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      if (withdrawal != null) {
        withdrawal.run();
        withdrawal = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void arm(Duration delay, long itsRound) {
    if (withdrawal != null) {
      withdrawal.run();
    }
    withdrawal = timer.schedule(delay, () -> look(itsRound));
  }

  private void look(long itsRound) {
    Clock expired = null;
    lock.lock();
    try {
      if (stopped || itsRound != round) {
        return;
      }
      Duration limit = clock.limit(timeouts);
      long left = waits ? limit.toNanos() - (timer.nanoTime() - since) : limit.toNanos();
      if (left > 0) {
        arm(Duration.ofNanos(left), itsRound);
      } else {
        stopped = true;
        expired = clock;
      }
    } finally {
      lock.unlock();
    }
    if (expired != null) {
      onExpiry.accept(expired);
    }
  }
}
