package dev.jobstream.testsupport;

import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One play of a {@link ScriptedChatModel}'s script. */
final class ScriptedStream implements ChatStream {
  private final ScriptedChatModel model;
  private final Iterator<ScriptedChatModel.Step> script;
  private final AtomicBoolean used = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Gate waitingAt;
  private boolean started;
  private boolean ended;
  private Phase phase = Phase.QUEUED;

  ScriptedStream(ScriptedChatModel model, List<ScriptedChatModel.Step> script) {
    this.model = model;
    this.script = script.iterator();
    model.open.incrementAndGet();
  }

  @Override
  public Iterator<StreamEvent> iterator() {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("A stream can be read once.");
    }
    return new Events();
  }

  @Override
  public void cancel() {
    if (cancelled.compareAndSet(false, true)) {
      if (running.get()) {
        model.cancels.incrementAndGet();
      }
      wake();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      cancel();
      stopRunning();
      model.open.decrementAndGet();
      wake();
    }
  }

  private StreamEvent pull() {
    boolean interrupted = Thread.interrupted();
    try {
      if (interrupted) {
        cancel();
      }
      begin();
      while (!stopped() && script.hasNext()) {
        switch (script.next()) {
          case ScriptedChatModel.Step.Emit(StreamEvent event) -> {
            follow(event);
            return event;
          }
          case ScriptedChatModel.Step.Wait(Gate gate) -> interrupted |= waitAt(gate);
          case ScriptedChatModel.Step.Throw(RuntimeException fault) -> {
            ended = true;
            stopRunning();
            throw fault;
          }
        }
      }
      return stopped()
          ? new StreamEvent.Cancelled(phase, TokenUsage.NONE, Timings.NONE)
          : StreamEvent.Completed.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void begin() {
    if (!started) {
      started = true;
      if (!cancelled.get()) {
        model.started.incrementAndGet();
        model.running.incrementAndGet();
        running.set(true);
      }
    }
  }

  /** True if the script ends here: cancelled before the start, cancelled by a model that can. */
  private boolean stopped() {
    boolean obeys = model.capabilities().cancellation() != Cancellation.NONE;
    return closed.get() || (cancelled.get() && (obeys || !running.get()));
  }

  /** True if the thread was interrupted while it waited. */
  private boolean waitAt(Gate gate) {
    boolean interrupted = false;
    waitingAt = gate;
    while (true) {
      try {
        gate.awaitOpenOr(this::stopped);
        waitingAt = null;
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        cancel();
      }
    }
  }

  private void wake() {
    Gate gate = waitingAt;
    if (gate != null) {
      gate.look();
    }
  }

  private void follow(StreamEvent event) {
    switch (event) {
      case StreamEvent.Progress progress -> phase = progress.phase();
      case StreamEvent.ThinkingDelta thinking -> phase = Phase.THINKING;
      case StreamEvent.TextDelta text -> phase = Phase.WRITING;
      case StreamEvent.PropertyConfidence sure -> {}
      case StreamEvent.ModelSwitched switched -> {}
      case StreamEvent.Terminal terminal -> {}
    }
  }

  private void stopRunning() {
    if (running.compareAndSet(true, false)) {
      model.running.decrementAndGet();
    }
  }

  private final class Events implements Iterator<StreamEvent> {
    private @Nullable StreamEvent upcoming;

    @Override
    public boolean hasNext() {
      if (upcoming == null && !ended) {
        upcoming = pull();
        if (upcoming instanceof StreamEvent.Terminal) {
          ended = true;
          stopRunning();
        }
      }
      return upcoming != null;
    }

    @Override
    public StreamEvent next() {
      if (!hasNext() || upcoming == null) {
        throw new NoSuchElementException("The stream has ended.");
      }
      StreamEvent event = upcoming;
      upcoming = null;
      return event;
    }
  }
}
