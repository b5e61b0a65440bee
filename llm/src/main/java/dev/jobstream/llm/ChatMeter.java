package dev.jobstream.llm;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what a model did since the meter was made. Thread-safe; takes a fixed few kilobytes.
 *
 * <p>A generation counts from its first pull. One that is closed before its terminal event was read
 * counts as cancelled. Tokens that a model does not tell count as none.
 */
public final class ChatMeter {

  /**
   * The counts at one moment, which fit each other.
   *
   * @param started {@code active + completed + failed + cancelled}
   * @param promptTokens of ended generations, cached ones included
   * @param timeToFirstDelta of ended generations that wrote anything
   * @param total of ended generations, from the first pull to the end
   */
  public record Snapshot(
      long started,
      long active,
      long completed,
      long failed,
      long cancelled,
      long promptTokens,
      long cachedPromptTokens,
      long completionTokens,
      DurationSummary timeToFirstDelta,
      DurationSummary total) {}

  /**
   * Durations in short.
   *
   * @param p50 half of them took at most so long, within 7 %; zero if there are none
   * @param p95 19 of 20 took at most so long, within 7 %; zero if there are none
   */
  public record DurationSummary(
      long count, Duration sum, Duration max, Duration p50, Duration p95) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final DurationHistogram timeToFirstDelta = new DurationHistogram();
  private final DurationHistogram total = new DurationHistogram();
  private long started;
  private long completed;
  private long failed;
  private long cancelled;
  private long promptTokens;
  private long cachedPromptTokens;
  private long completionTokens;

  /** The counts now. */
  public Snapshot snapshot() {
    lock.lock();
    try {
      return new Snapshot(
          started,
          started - completed - failed - cancelled,
          completed,
          failed,
          cancelled,
          promptTokens,
          cachedPromptTokens,
          completionTokens,
          timeToFirstDelta.summary(),
          total.summary());
    } finally {
      lock.unlock();
    }
  }

  void started() {
    lock.lock();
    try {
      started++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param firstDeltaNanos from the first pull to the first delta; negative if there was none
   * @param totalNanos from the first pull to the end
   */
  void ended(StreamEvent.Terminal end, long firstDeltaNanos, long totalNanos) {
    lock.lock();
    try {
      switch (end) {
        case StreamEvent.Completed completion -> completed++;
        case StreamEvent.Failed failure -> failed++;
        case StreamEvent.Cancelled cancellation -> cancelled++;
      }
      promptTokens += Math.max(0, end.usage().promptTokens());
      cachedPromptTokens += Math.max(0, end.usage().cachedPromptTokens());
      completionTokens += Math.max(0, end.usage().completionTokens());
      if (firstDeltaNanos >= 0) {
        timeToFirstDelta.add(firstDeltaNanos);
      }
      total.add(totalNanos);
    } finally {
      lock.unlock();
    }
  }
}
