package dev.jobstream.llm;

import java.time.Duration;

/** Time as the wrappers see it, so that a test can hold the clock. Thread-safe. */
public interface Timer {

  /** A monotonic reading in nanoseconds, as {@link System#nanoTime}. */
  long nanoTime();

  /**
   * Runs a short task once after a delay. The task must not block.
   *
   * @return a handle whose {@code run} withdraws the task if it has not started
   */
  Runnable schedule(Duration delay, Runnable task);

  /** The system's time; one daemon thread serves all tasks of the process. */
  static Timer system() {
    return SystemTimer.INSTANCE;
  }
}
