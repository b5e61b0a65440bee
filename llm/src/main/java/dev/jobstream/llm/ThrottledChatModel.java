package dev.jobstream.llm;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that serves only so many requests at once and a minute; the others wait in the order in
 * which they were first read.
 *
 * <p>A waiting stream tells its place as {@link StreamEvent.Progress} of {@link Phase#QUEUED}:
 * {@code done} waiting requests ahead of it, of {@code total} waiting. It can be cancelled there.
 * The wait is part of the terminal event's {@link Timings}. A permit is held from the moment a
 * request is let in until its stream ends or is closed. Thread-safe.
 */
public final class ThrottledChatModel implements ChatModel {

  /**
   * What a model is asked to bear.
   *
   * @param maxConcurrent requests at once; at least 1
   * @param requestsPerMinute requests let in within any 60 seconds; 0 means unlimited
   * @param maxQueued requests that may wait; more end with {@link LlmException.Overloaded}. 0 means
   *     that none waits
   */
  public record Limits(int maxConcurrent, int requestsPerMinute, int maxQueued) {
    public Limits {
      check(maxConcurrent >= 1, "maxConcurrent", maxConcurrent, 1);
      check(requestsPerMinute >= 0, "requestsPerMinute", requestsPerMinute, 0);
      check(maxQueued >= 0, "maxQueued", maxQueued, 0);
    }

    private static void check(boolean valid, String name, int value, int least) {
      if (!valid) {
        throw new IllegalArgumentException(
            "The limit `%s` is `%d`; it must be %d or more.".formatted(name, value, least));
      }
    }
  }

  /** Where requests wait; several models that share a server can share it. Thread-safe. */
  public static final class Gate {
    private final Timer timer;
    private final AdmissionQueue queue;

    /** A gate over the system's time. */
    public Gate(Limits limits) {
      this(limits, Timer.system());
    }

    /** A gate over a time of its own. */
    public Gate(Limits limits, Timer timer) {
      this.timer = timer;
      this.queue = new AdmissionQueue(limits, timer);
    }
  }

  private final ChatModel model;
  private final Timer timer;
  private final AdmissionQueue queue;

  /** Throttles over the system's time. */
  public ThrottledChatModel(ChatModel model, Limits limits) {
    this(model, limits, Timer.system());
  }

  /**
   * @param model not closed by this model
   */
  public ThrottledChatModel(ChatModel model, Limits limits, Timer timer) {
    this(model, new Gate(limits, timer));
  }

  /**
   * Throttles together with the other models of a gate.
   *
   * @param model not closed by this model
   */
  public ThrottledChatModel(ChatModel model, Gate gate) {
    this.model = model;
    this.timer = gate.timer;
    this.queue = gate.queue;
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public Capabilities capabilities() {
    return model.capabilities();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new ThrottledStream(() -> model.stream(request));
  }

  /** Waits its turn like a request, where the model can prewarm at all. */
  @Override
  public ChatStream prewarm(ChatRequest request) {
    return capabilities().prewarm()
        ? new ThrottledStream(() -> model.prewarm(request))
        : ChatModel.super.prewarm(request);
  }

  /** How many requests hold a permit now, those of other models of the gate included. */
  public int active() {
    return queue.active();
  }

  /** How many requests wait now, likewise. */
  public int waiting() {
    return queue.waiting();
  }

  private final class ThrottledStream implements ChatStream {
    private final Supplier<ChatStream> opener;
    private final PulledEvents events = new PulledEvents(this::pull);

    // The reading thread's own.
    private long joinedAt;
    private Duration waited = Duration.ZERO;
    private @Nullable GuardedEvents admitted;

    // Guarded by the lock, so that a cancel finds the stream either waiting or running.
    private final ReentrantLock lock = new ReentrantLock();
    private boolean cancelled;
    private AdmissionQueue.@Nullable Ticket ticket;
    private @Nullable ChatStream inner;

    ThrottledStream(Supplier<ChatStream> opener) {
      this.opener = opener;
    }

    @Override
    public Iterator<StreamEvent> iterator() {
      return events.iterator();
    }

    @Override
    public void cancel() {
      ChatStream reached = markCancelled();
      if (reached != null) {
        reached.cancel();
      }
    }

    @Override
    public void close() {
      ChatStream reached = markCancelled();
      try {
        if (reached != null) {
          reached.close();
        }
      } finally {
        leave();
      }
    }

    /** The stream that runs; without one, the place in the queue is given up. */
    private @Nullable ChatStream markCancelled() {
      lock.lock();
      try {
        cancelled = true;
        if (inner == null && ticket != null) {
          ticket.leave();
        }
        return inner;
      } finally {
        lock.unlock();
      }
    }

    private void leave() {
      lock.lock();
      try {
        if (ticket != null) {
          ticket.leave();
        }
      } finally {
        lock.unlock();
      }
    }

    private StreamEvent pull() {
      boolean ended = true;
      try {
        StreamEvent event = admitted == null ? untilAdmitted() : admitted.pull();
        ended = event instanceof StreamEvent.Terminal;
        return event instanceof StreamEvent.Terminal terminal && admitted != null
            ? GuardedEvents.after(waited, terminal)
            : event;
      } finally {
        if (ended) {
          leave();
        }
      }
    }

    private StreamEvent untilAdmitted() {
      try {
        AdmissionQueue.Ticket mine = join();
        StreamEvent place = mine == null ? null : mine.await();
        if (place != null) {
          return place;
        }
      } catch (LlmException.Overloaded e) {
        return new StreamEvent.Failed(e, TokenUsage.NONE, Timings.NONE);
      } catch (InterruptedException e) {
        cancel();
        Thread.currentThread().interrupt();
      }
      waited = ticket == null ? Duration.ZERO : Duration.ofNanos(timer.nanoTime() - joinedAt);
      admitted = open();
      return admitted == null
          ? new StreamEvent.Cancelled(Phase.QUEUED, TokenUsage.NONE, Timings.NONE.after(waited))
          : admitted.pull();
    }

    /** The place in the queue, taken at the first pull; null if the stream was cancelled. */
    private AdmissionQueue.@Nullable Ticket join() {
      lock.lock();
      try {
        if (!cancelled && ticket == null) {
          joinedAt = timer.nanoTime();
          ticket = queue.join();
        }
        return cancelled ? null : ticket;
      } finally {
        lock.unlock();
      }
    }

    /** Opens the model's stream; null if this one was cancelled. */
    private @Nullable GuardedEvents open() {
      lock.lock();
      try {
        if (cancelled) {
          return null;
        }
        inner = GuardedEvents.open(opener);
        return new GuardedEvents(inner);
      } finally {
        lock.unlock();
      }
    }
  }
}
