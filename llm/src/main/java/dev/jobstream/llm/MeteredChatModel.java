package dev.jobstream.llm;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A model whose generations a {@link ChatMeter} counts. Prewarming is not counted. Thread-safe;
 * several models may share a meter.
 */
public final class MeteredChatModel implements ChatModel {
  private final ChatModel model;
  private final ChatMeter meter;
  private final Timer timer;

  /** Measures by the system's time. */
  public MeteredChatModel(ChatModel model, ChatMeter meter) {
    this(model, meter, Timer.system());
  }

  /**
   * @param model not closed by this model
   */
  public MeteredChatModel(ChatModel model, ChatMeter meter, Timer timer) {
    this.model = model;
    this.meter = meter;
    this.timer = timer;
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
    return new MeteredStream(model.stream(request));
  }

  @Override
  public ChatStream prewarm(ChatRequest request) {
    return model.prewarm(request);
  }

  private final class MeteredStream implements ChatStream {
    private enum Counted {
      NOT_STARTED,
      STARTED,
      ENDED
    }

    private final ChatStream inner;
    private final GuardedEvents innerEvents;
    private final PulledEvents events = new PulledEvents(this::pull);
    private final AtomicReference<Counted> counted = new AtomicReference<>(Counted.NOT_STARTED);
    private volatile long startedAt;
    private volatile long firstDeltaNanos = -1;

    MeteredStream(ChatStream inner) {
      this.inner = inner;
      this.innerEvents = new GuardedEvents(inner);
    }

    @Override
    public Iterator<StreamEvent> iterator() {
      return events.iterator();
    }

    @Override
    public void cancel() {
      inner.cancel();
    }

    @Override
    public void close() {
      try {
        inner.close();
      } finally {
        countEnd(new StreamEvent.Cancelled(Phase.QUEUED, TokenUsage.UNKNOWN, Timings.NONE));
      }
    }

    private StreamEvent pull() {
      if (counted.get() == Counted.NOT_STARTED) {
        startedAt = timer.nanoTime();
        meter.started();
        counted.set(Counted.STARTED);
      }
      StreamEvent event = innerEvents.pull();
      switch (event) {
        case StreamEvent.Delta delta -> {
          if (firstDeltaNanos < 0) {
            firstDeltaNanos = timer.nanoTime() - startedAt;
          }
        }
        case StreamEvent.Terminal terminal -> countEnd(terminal);
        case StreamEvent.Progress progress -> {}
        case StreamEvent.PropertyConfidence sure -> {}
        case StreamEvent.ModelSwitched switched -> {}
      }
      return event;
    }

    /** Counts the end of what was counted as started, once. */
    private void countEnd(StreamEvent.Terminal end) {
      if (counted.compareAndSet(Counted.STARTED, Counted.ENDED)) {
        meter.ended(end, firstDeltaNanos, timer.nanoTime() - startedAt);
      }
    }
  }
}
