package dev.jobstream.llm;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Merges deltas for a display, which cannot use more than some updates a second, without ever
 * slowing the model: the source is drained at full speed whatever the reader does.
 *
 * <p>The first delta and the terminal event come at once. All else comes at most once an interval,
 * in order: deltas of one kind merged, progress of one phase replaced by the latest. Thread-safe;
 * paces any number of streams.
 */
public final class Pacer {
  /** The interval for a model in this process: 50 ms. */
  public static final Duration IN_PROCESS = Duration.ofMillis(50);

  /** The interval for a model behind HTTP, whose deltas are already spaced: 20 ms. */
  public static final Duration HTTP = Duration.ofMillis(20);

  private final Duration interval;
  private final Timer timer;

  /** A pacer over the system's time. */
  public Pacer(Duration interval) {
    this(interval, Timer.system());
  }

  /**
   * @param interval the least time between two updates; zero passes every event through
   * @throws IllegalArgumentException if the interval is negative
   */
  public Pacer(Duration interval, Timer timer) {
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "The pacer's interval is `%s`; it must be zero or more.".formatted(interval));
    }
    this.interval = interval;
    this.timer = timer;
  }

  /**
   * Returns the stream to read instead of the source. Work starts when it is read.
   *
   * @return a stream that the caller closes; it closes the source
   */
  public ChatStream pace(ChatStream source) {
    return interval.isZero() ? source : new BufferedChatStream(new Paced(source));
  }

  /** Holds events back until the next update is due. */
  private final class Paced implements BufferedChatStream.Source {
    private final ChatStream source;

    // All below is guarded by the lock, which also keeps the updates in order.
    private final ReentrantLock lock = new ReentrantLock();
    private final EventBuffer waiting = new EventBuffer();
    private boolean anyDelta;
    private long lastUpdate;
    private long updates;
    private @Nullable Runnable withdrawUpdate;

    Paced(ChatStream source) {
      this.source = source;
    }

    @Override
    public void start(BufferedChatStream stream) {
      Drain.start("jobstream-pacer", source, event -> accept(event, stream));
    }

    @Override
    public void cancel() {
      source.cancel();
    }

    @Override
    public void close() {
      source.close();
    }

    private void accept(StreamEvent event, BufferedChatStream stream) {
      lock.lock();
      try {
        waiting.add(event);
        boolean firstDelta = !anyDelta && event instanceof StreamEvent.Delta;
        anyDelta |= firstDelta;
        long sinceUpdate = timer.nanoTime() - lastUpdate;
        if (updates == 0
            || firstDelta
            || event instanceof StreamEvent.Terminal
            || sinceUpdate >= interval.toNanos()) {
          update(stream);
        } else if (withdrawUpdate == null) {
          long expected = updates;
          withdrawUpdate =
              timer.schedule(interval.minusNanos(sinceUpdate), () -> updateAfter(expected, stream));
        }
      } finally {
        lock.unlock();
      }
    }

    private void updateAfter(long expected, BufferedChatStream stream) {
      lock.lock();
      try {
        // Another update may have come in between, too late to withdraw this one.
        if (updates == expected) {
          update(stream);
        }
      } finally {
        lock.unlock();
      }
    }

    private void update(BufferedChatStream stream) {
      if (withdrawUpdate != null) {
        withdrawUpdate.run();
        withdrawUpdate = null;
      }
      updates++;
      lastUpdate = timer.nanoTime();
      waiting.drainTo(stream::put);
    }
  }
}
