package dev.jobstream.llm;

import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A running generation that outlives its viewers.
 *
 * <p>The source is drained by a thread of its own. Viewers attach, leave and come back after the id
 * of the last event they saw; leaving is not cancelling. An event's id is the position behind it: a
 * delta takes as many positions as it has UTF-16 units, any other event takes one. A viewer that is
 * behind gets deltas merged and, of progress, the latest of a phase; its text is exact from any id.
 * The text is held once for all viewers. Thread-safe.
 */
public final class ReplayableStream {

  /**
   * What a replayable stream may hold, and how long.
   *
   * @param maxCharacters the most text, thinking included, in UTF-16 units; more fails the stream.
   *     Default 8 Mi, at least 1
   * @param timeToLive how long it can be replayed after its end. Default 15 minutes, above zero
   */
  public record Options(int maxCharacters, Duration timeToLive) {
    /** The default of each. */
    public static final Options DEFAULT = new Options(8 << 20, Duration.ofMinutes(15));

    public Options {
      if (maxCharacters < 1) {
        throw new IllegalArgumentException(
            "A replayable stream's `maxCharacters` is `%d`; it must be 1 or more."
                .formatted(maxCharacters));
      }
      if (!timeToLive.isPositive()) {
        throw new IllegalArgumentException(
            "A replayable stream's `timeToLive` is `%s`; it must be above zero."
                .formatted(timeToLive));
      }
    }
  }

  /**
   * An event and where it ends.
   *
   * @param id the position behind the event, from which {@link #attach} goes on
   */
  public record NumberedEvent(long id, StreamEvent event) {}

  /** The stream ended so long ago that its events are gone. */
  public static final class ExpiredException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private ExpiredException(Duration timeToLive) {
      super(
          String.format(
              Locale.ROOT,
              "The stream ended more than %,d s ago and is no longer kept. Start it again.",
              timeToLive.toSeconds()));
    }
  }

  private final ChatStream source;
  private final Options options;
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock. Viewers keep the log they began with, so none is cut off by expiry.
  private @Nullable EventLog log = new EventLog();
  private StreamEvent.@Nullable Terminal end;

  private ReplayableStream(ChatStream source, Options options, Timer timer) {
    this.source = source;
    this.options = options;
    this.timer = timer;
  }

  /** Starts with {@link Options#DEFAULT} over the system's time. */
  public static ReplayableStream start(ChatStream source) {
    return start(source, Options.DEFAULT, Timer.system());
  }

  /**
   * Starts to drain a source at once.
   *
   * @param source not yet read; closed by the replayable stream when it has ended
   */
  public static ReplayableStream start(ChatStream source, Options options, Timer timer) {
    ReplayableStream stream = new ReplayableStream(source, options, timer);
    Drain.start("jobstream-replayable", source, stream::accept);
    return stream;
  }

  /**
   * Begins to view.
   *
   * @param afterId the id of the last event seen; 0 for everything
   * @return a viewer that the caller closes
   * @throws IllegalArgumentException if no event can have that id
   * @throws ExpiredException if the stream ended longer ago than its time to live
   */
  public Viewer attach(long afterId) {
    lock.lock();
    try {
      if (log == null) {
        throw new ExpiredException(options.timeToLive());
      }
      return new Viewer(log, log.cursorBehind(afterId));
    } finally {
      lock.unlock();
    }
  }

  /** Cancels the generation for all viewers, who see how it ends. Idempotent. */
  public void cancel() {
    source.cancel();
  }

  /** How it ended; empty while it runs. Stays known after the events have expired. */
  public Optional<StreamEvent.Terminal> end() {
    lock.lock();
    try {
      return Optional.ofNullable(end);
    } finally {
      lock.unlock();
    }
  }

  private void accept(StreamEvent event) {
    boolean tooLong = false;
    lock.lock();
    try {
      if (end != null || log == null) {
        return;
      }
      if (event instanceof StreamEvent.Delta delta
          && delta.text().length() > options.maxCharacters() - log.characters()) {
        tooLong = true;
        failTooLong(log, delta);
      } else {
        append(log, event);
      }
    } finally {
      lock.unlock();
    }
    if (tooLong) {
      source.cancel();
    }
  }

  private void failTooLong(EventLog into, StreamEvent.Delta delta) {
    long characters = (long) into.characters() + delta.text().length();
    int room = options.maxCharacters() - into.characters();
    if (room > 0 && Character.isHighSurrogate(delta.text().charAt(room - 1))) {
      room--;
    }
    if (room > 0) {
      append(into, delta.withText(delta.text().substring(0, room)));
    }
    LlmException error =
        new LlmException.Interrupted(
            String.format(
                Locale.ROOT,
                "The answer has %,d characters so far, at most %,d are kept. Ask for a shorter one,"
                    + " or set `maxTokens`.",
                characters,
                options.maxCharacters()));
    append(into, new StreamEvent.Failed(error, TokenUsage.UNKNOWN, Timings.NONE));
  }

  private void append(EventLog into, StreamEvent event) {
    into.append(event);
    if (event instanceof StreamEvent.Terminal terminal) {
      end = terminal;
      timer.schedule(options.timeToLive(), this::expire);
    }
    changed.signalAll();
  }

  private void expire() {
    lock.lock();
    try {
      log = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * One viewer's way through the events, up to and with the terminal one. Pulled by one thread;
   * closed from any.
   */
  public final class Viewer implements Iterator<NumberedEvent>, AutoCloseable {
    private final EventLog viewed;
    private final EventLog.Cursor cursor;
    private boolean left;

    private Viewer(EventLog viewed, EventLog.Cursor cursor) {
      this.viewed = viewed;
      this.cursor = cursor;
    }

    /**
     * Blocks until there is an event. False after the terminal event, after {@link #close}, and on
     * an interrupt, which makes the viewer leave and keeps the thread's interrupt flag set.
     */
    @Override
    public boolean hasNext() {
      lock.lock();
      try {
        while (!left && !viewed.hasMore(cursor) && end == null) {
          changed.await();
        }
        return !left && viewed.hasMore(cursor);
      } catch (InterruptedException e) {
        left = true;
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Waits for an event, but no longer than the patience lasts. On an interrupt the viewer leaves
     * and the thread's interrupt flag stays set.
     *
     * @return whether there is an event; if not, {@link #isOver} tells whether one can still come
     */
    public boolean hasNext(Duration patience) {
      lock.lock();
      try {
        long nanos = patience.toNanos();
        while (!left && !viewed.hasMore(cursor) && end == null && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        return !left && viewed.hasMore(cursor);
      } catch (InterruptedException e) {
        left = true;
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    /** Whether no event will come any more: the terminal one was seen, or the viewer has left. */
    public boolean isOver() {
      lock.lock();
      try {
        return left || (end != null && !viewed.hasMore(cursor));
      } finally {
        lock.unlock();
      }
    }

    /** The next event, with all that was written since as far as it is of one kind. */
    @Override
    public NumberedEvent next() {
      lock.lock();
      try {
        if (!hasNext()) {
          throw new NoSuchElementException("The stream has ended, or the viewer has left.");
        }
        return viewed.next(cursor);
      } finally {
        lock.unlock();
      }
    }

    /** Leaves. The generation goes on. Idempotent. */
    @Override
    public void close() {
      lock.lock();
      try {
        left = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
