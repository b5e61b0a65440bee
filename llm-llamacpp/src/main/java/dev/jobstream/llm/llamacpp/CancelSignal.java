package dev.jobstream.llm.llamacpp;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A cancel that one thread asks for and another one obeys. Thread-safe. */
final class CancelSignal {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicReference<Runnable> blocked = new AtomicReference<>(CancelSignal::nothing);

  void cancel() {
    asked.countDown();
    blocked.get().run();
  }

  boolean isCancelled() {
    return asked.getCount() == 0;
  }

  /**
   * Throws if a cancel was asked for, or if this thread was interrupted, which is the same.
   *
   * @throws CancellationException as the way out of the download
   */
  void check() {
    if (isCancelled() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The download was cancelled.");
    }
  }

  /** Names what wakes the thread that is about to block; runs it at once if it is late. */
  void whileBlocked(Runnable wake) {
    blocked.set(wake);
    if (isCancelled()) {
      wake.run();
    }
  }

  void unblocked() {
    blocked.set(CancelSignal::nothing);
  }

  private static void nothing() {}

  /** Waits; a cancel ends the wait. */
  void pause(Duration duration) {
    try {
      // What the latch says is asked by the check.
      boolean cancelled = asked.await(duration.toNanos(), TimeUnit.NANOSECONDS);
      if (cancelled) {
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      check();
    }
  }
}
