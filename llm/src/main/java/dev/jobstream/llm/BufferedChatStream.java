package dev.jobstream.llm;

import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream that other threads feed: the building block of every backend.
 *
 * <p>{@link #put} never blocks. While the reader is behind, adjacent deltas of one kind are merged
 * and progress is replaced by later progress of the same phase, so the memory is bounded by the
 * text. Thread-safe; as of every stream, the events are pulled by one thread.
 */
public final class BufferedChatStream implements ChatStream {

  /**
   * Where the events come from. The stream calls {@link #start} at most once, on the thread that
   * first pulls; {@link #cancel} at most once, and only after {@code start} returned; {@link
   * #close} exactly once, as soon as a terminal event was put or the stream was closed, and never
   * during {@code start}. {@code cancel} and {@code close} may overlap each other and the work
   * itself; they come on any thread, with no lock of the stream held.
   */
  public interface Source {
    /**
     * Hands the work to a thread that will {@link BufferedChatStream#put} the events, the last of
     * them terminal. Returns soon. An exception ends the stream as {@link StreamEvent.Failed}.
     */
    void start(BufferedChatStream stream);

    /** Asks the work to stop and to put its terminal event soon. Does not block. */
    void cancel();

    /** Frees what the source holds, whether or not it was started. */
    void close();
  }

  private enum State {
    NEW,
    STARTING,
    STARTED
  }

  private final Source source;
  private final PulledEvents events = new PulledEvents(this::pull);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  // All below is guarded by the lock.
  private final EventBuffer buffer = new EventBuffer();
  private State state = State.NEW;
  private Phase phase = Phase.QUEUED;
  private boolean ended;
  private boolean cancelWanted;
  private boolean cancelPassedOn;
  private boolean closed;
  private boolean sourceClosed;

  /**
   * @param source started by the first pull, closed by this stream
   */
  public BufferedChatStream(Source source) {
    this.source = source;
  }

  /**
   * Adds an event from any thread; never blocks on the reader. The first terminal event ends the
   * stream: whatever comes later is ignored.
   */
  public void put(StreamEvent event) {
    boolean terminal = event instanceof StreamEvent.Terminal;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      add(event);
    } finally {
      lock.unlock();
    }
    if (terminal) {
      passOn();
    }
  }

  @Override
  public Iterator<StreamEvent> iterator() {
    return events.iterator();
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      wantCancel();
    } finally {
      lock.unlock();
    }
    passOn();
  }

  /**
   * Cancels what still runs and closes the source. A reader that goes on reading gets what was put
   * before and a terminal event: the source's if it came in time, else {@link
   * StreamEvent.Cancelled}. Idempotent.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      wantCancel();
      closed = true;
    } finally {
      lock.unlock();
    }
    passOn();
  }

  private void wantCancel() {
    if (ended) {
      return;
    }
    if (state == State.NEW) {
      add(new StreamEvent.Cancelled(Phase.QUEUED, TokenUsage.NONE, Timings.NONE));
    } else {
      cancelWanted = true;
    }
  }

  private void add(StreamEvent event) {
    buffer.add(event);
    switch (event) {
      case StreamEvent.Progress progress -> phase = progress.phase();
      case StreamEvent.ThinkingDelta thinking -> phase = Phase.THINKING;
      case StreamEvent.TextDelta text -> phase = Phase.WRITING;
      case StreamEvent.PropertyConfidence sure -> {}
      case StreamEvent.ModelSwitched switched -> phase = Phase.QUEUED;
      case StreamEvent.Terminal terminal -> ended = true;
    }
    arrived.signalAll();
  }

  /** Tells the source what is due, outside the lock, since it may put events from there. */
  private void passOn() {
    if (takeCancel()) {
      source.cancel();
    }
    if (takeClose()) {
      source.close();
    }
    lock.lock();
    try {
      if (closed && sourceClosed && !ended) {
        add(new StreamEvent.Cancelled(phase, TokenUsage.UNKNOWN, Timings.NONE));
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean takeCancel() {
    lock.lock();
    try {
      boolean due = cancelWanted && !cancelPassedOn && !ended && state == State.STARTED;
      cancelPassedOn |= due;
      return due;
    } finally {
      lock.unlock();
    }
  }

  private boolean takeClose() {
    lock.lock();
    try {
      boolean due = (ended || closed) && !sourceClosed && state != State.STARTING;
      sourceClosed |= due;
      return due;
    } finally {
      lock.unlock();
    }
  }

  private StreamEvent pull() {
    boolean interrupted = Thread.interrupted();
    try {
      if (interrupted) {
        cancel();
      }
      startOnce();
      while (true) {
        try {
          return await(interrupted);
        } catch (InterruptedException e) {
          interrupted = true;
          cancel();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void startOnce() {
    lock.lock();
    try {
      if (state != State.NEW || ended) {
        return;
      }
      state = State.STARTING;
    } finally {
      lock.unlock();
    }
    try {
      source.start(this);
    } catch (RuntimeException | Error e) {
      put(GuardedEvents.failed(e));
    } finally {
      lock.lock();
      try {
        state = State.STARTED;
      } finally {
        lock.unlock();
      }
      passOn();
    }
  }

  private StreamEvent await(boolean uninterruptibly) throws InterruptedException {
    lock.lock();
    try {
      StreamEvent event = buffer.poll();
      while (event == null) {
        if (uninterruptibly) {
          arrived.awaitUninterruptibly();
        } else {
          arrived.await();
        }
        event = buffer.poll();
      }
      return event;
    } finally {
      lock.unlock();
    }
  }
}
