package dev.jobstream.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in one after the other, first come, first served: so many at once, and so many in
 * any 60 seconds. Thread-safe.
 */
final class AdmissionQueue {
  private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

  private final ThrottledChatModel.Limits limits;
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  // All below is guarded by the lock.
  private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
  private final ArrayDeque<Long> admissions = new ArrayDeque<>();
  private int active;
  private @Nullable Runnable withdrawWake;

  AdmissionQueue(ThrottledChatModel.Limits limits, Timer timer) {
    this.limits = limits;
    this.timer = timer;
  }

  /**
   * Joins the end of the queue; does not block. A request that is admitted at once never counts as
   * waiting.
   *
   * @throws LlmException.Overloaded if too many wait already
   */
  Ticket join() {
    lock.lock();
    try {
      Ticket ticket = new Ticket();
      waiting.addLast(ticket);
      admit();
      if (!ticket.admitted && waiting.size() > limits.maxQueued()) {
        waiting.removeLast();
        throw overloaded();
      }
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  /** How many are admitted and have not left. */
  int active() {
    lock.lock();
    try {
      return active;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void admit() {
    while (!waiting.isEmpty() && active < limits.maxConcurrent()) {
      long wait = nanosUntilRateAllows();
      if (wait > 0) {
        wakeIn(wait);
        break;
      }
      waiting.removeFirst().admitted = true;
      active++;
      if (limits.requestsPerMinute() > 0) {
        admissions.addLast(timer.nanoTime());
      }
    }
    moved.signalAll();
  }

  /** 0 or less if the rate allows a request now. */
  private long nanosUntilRateAllows() {
    long now = timer.nanoTime();
    long window = RATE_WINDOW.toNanos();
    while (!admissions.isEmpty() && now - admissions.getFirst() >= window) {
      admissions.removeFirst();
    }
    boolean free =
        limits.requestsPerMinute() == 0 || admissions.size() < limits.requestsPerMinute();
    return free ? 0 : admissions.getFirst() + window - now;
  }

  private void wakeIn(long nanos) {
    if (withdrawWake == null) {
      withdrawWake = timer.schedule(Duration.ofNanos(nanos), this::wake);
    }
  }

  private void wake() {
    lock.lock();
    try {
      withdrawWake = null;
      admit();
    } finally {
      lock.unlock();
    }
  }

  private LlmException.Overloaded overloaded() {
    long nanos = active < limits.maxConcurrent() ? nanosUntilRateAllows() : 0;
    return new LlmException.Overloaded(
        ("The model has `%d` requests running and `%d` waiting, and no more than"
                + " `%d` may wait. Try again when some have ended, or raise `maxQueued`.")
            .formatted(active, waiting.size(), limits.maxQueued()),
        nanos > 0 ? Duration.ofNanos(nanos) : null);
  }

  /** One request's place. */
  final class Ticket {
    private boolean admitted;
    private boolean left;
    private int told = -1;

    private Ticket() {}

    /**
     * Blocks until the request is admitted, has left, or stands at another place than was told
     * last.
     *
     * @return the new place; null if the request is admitted or has left
     */
    StreamEvent.@Nullable Progress await() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (!admitted && !left) {
          int ahead = ahead();
          if (ahead != told) {
            told = ahead;
            return new StreamEvent.Progress(Phase.QUEUED, ahead, waiting.size());
          }
          moved.await();
        }
        return null;
      } finally {
        lock.unlock();
      }
    }

    /** Gives up the place in the queue, or the permit. Idempotent. */
    void leave() {
      lock.lock();
      try {
        if (left) {
          return;
        }
        left = true;
        if (admitted) {
          active--;
        } else {
          waiting.remove(this);
        }
        admit();
        withdrawIdleWake();
      } finally {
        lock.unlock();
      }
    }

    private int ahead() {
      int ahead = 0;
      for (Ticket other : waiting) {
        if (other == this) {
          return ahead;
        }
        ahead++;
      }
      throw new IllegalStateException("A waiting request is not in the queue.");
    }
  }

  private void withdrawIdleWake() {
    if (waiting.isEmpty() && withdrawWake != null) {
      withdrawWake.run();
      withdrawWake = null;
    }
  }
}
