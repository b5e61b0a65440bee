package dev.jobstream.testsupport;

import dev.jobstream.llm.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A timer that stands still until a test moves it. Thread-safe. */
public final class ManualTimer implements Timer {
  private record Task(long dueNanos, long number, Runnable work) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Task> tasks = new ArrayList<>();
  private long nanos;
  private long scheduled;

  @Override
  public long nanoTime() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  /** A task without delay runs at the next {@link #advance}, even by zero. */
  @Override
  public Runnable schedule(Duration delay, Runnable work) {
    lock.lock();
    try {
      Task task = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, work);
      tasks.add(task);
      return () -> withdraw(task);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves the time on and runs what falls due, on the calling thread, in the order of the due times
   * and then of scheduling. A task sees the time at which it was due; what it schedules within the
   * span runs too.
   */
  public void advance(Duration duration) {
    long target = nanoTime() + duration.toNanos();
    for (Task task = takeDue(target); task != null; task = takeDue(target)) {
      task.work().run();
    }
  }

  /** How many tasks wait. */
  public int pendingTasks() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  /** The next task that is due by then, at whose time the clock now stands; else null. */
  private @Nullable Task takeDue(long target) {
    lock.lock();
    try {
      Task next =
          tasks.stream()
              .filter(task -> task.dueNanos() <= target)
              .min(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::number))
              .orElse(null);
      if (next == null) {
        nanos = target;
      } else {
        tasks.remove(next);
        nanos = Math.max(nanos, next.dueNanos());
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void withdraw(Task task) {
    lock.lock();
    try {
      tasks.remove(task);
    } finally {
      lock.unlock();
    }
  }
}
