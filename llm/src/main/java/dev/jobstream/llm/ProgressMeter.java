package dev.jobstream.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of the progress, now and then, with the speed over the last seconds. Not
 * thread-safe.
 */
public final class ProgressMeter {
  private static final long BETWEEN_NANOS = Duration.ofMillis(100).toNanos();
  private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

  /** A shorter time tells more about buffers than about the network. */
  private static final long SHORTEST_NANOS = Duration.ofMillis(500).toNanos();

  private record Sample(long nanos, long bytes) {}

  private final DownloadListener listener;
  private final LongSupplier nanoTime;
  private final Deque<Sample> window = new ArrayDeque<>();
  private @Nullable DownloadProgress last;
  private long lastNanos;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public ProgressMeter(DownloadListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** Tells the listener, unless it was told just now of the same phase of the same file. */
  public void report(
      DownloadProgress.Phase phase, String fileName, long doneBytes, long totalBytes) {
    long now = nanoTime.getAsLong();
    DownloadProgress before = last;
    boolean isNew =
        before == null || before.phase() != phase || !before.fileName().equals(fileName);
    if (isNew || (before != null && doneBytes < before.doneBytes())) {
      window.clear();
    }
    window.addLast(new Sample(now, doneBytes));
    while (window.size() > 2 && now - window.getFirst().nanos() > WINDOW_NANOS) {
      window.removeFirst();
    }
    if (!isNew && doneBytes != totalBytes && now - lastNanos < BETWEEN_NANOS) {
      // The newest sample of each moment is enough.
      window.removeLast();
      return;
    }
    long speed = speed(now, doneBytes);
    DownloadProgress progress =
        new DownloadProgress(
            phase, fileName, doneBytes, totalBytes, speed, timeLeft(speed, doneBytes, totalBytes));
    last = progress;
    lastNanos = now;
    listener.onProgress(progress);
  }

  private long speed(long now, long doneBytes) {
    Sample first = window.getFirst();
    long nanos = now - first.nanos();
    return nanos < SHORTEST_NANOS ? 0 : Math.round((doneBytes - first.bytes()) * 1e9 / nanos);
  }

  private static @Nullable Duration timeLeft(long speed, long doneBytes, long totalBytes) {
    return speed <= 0 || totalBytes < 0
        ? null
        : Duration.ofSeconds((totalBytes - doneBytes + speed - 1) / speed);
  }
}
