package dev.jobstream.testsupport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A place where a scripted model waits until the test lets it on, and where the test can wait for
 * the model. Opens once, for all. Thread-safe.
 */
public final class Gate {
  private static final long PATIENCE_SECONDS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean reached;
  private boolean open;

  /** Lets everyone pass from now on. */
  public void release() {
    lock.lock();
    try {
      open = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until someone stands at the gate.
   *
   * @throws AssertionError if nobody comes within 20 seconds
   */
  public void awaitReached() {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!reached) {
        if (nanos <= 0) {
          throw new AssertionError("Nobody reached the gate within 20 s.");
        }
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for someone to reach the gate.", e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the gate is open, or until {@link #look} is called and the other way out is. */
  public void awaitOpenOr(BooleanSupplier otherWayOut) throws InterruptedException {
    lock.lock();
    try {
      reached = true;
      changed.signalAll();
      while (!open && !otherWayOut.getAsBoolean()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes those who wait look at their other way out. */
  public void look() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
