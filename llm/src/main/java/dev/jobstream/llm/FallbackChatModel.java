package dev.jobstream.llm;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several models as one: if a model fails before it wrote anything visible, the next takes over.
 *
 * <p>The change is told as {@link StreamEvent.ModelSwitched} with the reason. After the first delta
 * of text or thinking a failure stands, since a second answer behind half a first one helps nobody.
 * {@link LlmException.InvalidRequest} stands too: another model would refuse the same. If the last
 * model fails, its error carries the earlier ones as suppressed. Thread-safe.
 */
public final class FallbackChatModel implements ChatModel {
  private final List<ChatModel> models;

  /**
   * @param models in the order in which they are asked; at least one. Not closed by this model
   */
  public FallbackChatModel(List<ChatModel> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("A fallback needs at least one model.");
    }
    this.models = List.copyOf(models);
  }

  /** The ids in order, such as {@code a, then b}. */
  @Override
  public String id() {
    return models.stream().map(ChatModel::id).collect(Collectors.joining(", then "));
  }

  /** What every model of the chain can do. */
  @Override
  public Capabilities capabilities() {
    return models.stream().map(ChatModel::capabilities).reduce(Capabilities::and).orElseThrow();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new FallbackStream(request);
  }

  /** Reads ahead in the first model, if all can: it is the one that will most likely answer. */
  @Override
  public ChatStream prewarm(ChatRequest request) {
    return capabilities().prewarm()
        ? models.getFirst().prewarm(request)
        : ChatModel.super.prewarm(request);
  }

  private final class FallbackStream implements ChatStream {
    private final ChatRequest request;
    private final PulledEvents events = new PulledEvents(this::pull);

    // The reading thread's own.
    private int index;
    private boolean visible;
    private Phase phase = Phase.QUEUED;
    private @Nullable GuardedEvents currentEvents;
    private LlmException[] earlier = {};

    /** The time of the models that failed. */
    private Duration lost = Duration.ZERO;

    // Guarded by the lock, so that a cancel either reaches a model or keeps it from being asked.
    private final ReentrantLock lock = new ReentrantLock();
    private boolean cancelled;
    private @Nullable ChatStream current;

    FallbackStream(ChatRequest request) {
      this.request = request;
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
      if (reached != null) {
        reached.close();
      }
    }

    private @Nullable ChatStream markCancelled() {
      lock.lock();
      try {
        cancelled = true;
        return current;
      } finally {
        lock.unlock();
      }
    }

    private StreamEvent pull() {
      if (Thread.currentThread().isInterrupted()) {
        cancel();
      }
      GuardedEvents asked = currentEvents != null ? currentEvents : ask(models.getFirst());
      if (asked == null) {
        return cancelled();
      }
      return switch (asked.pull()) {
        case StreamEvent.Delta delta -> {
          visible = true;
          yield delta;
        }
        case StreamEvent.Progress progress -> {
          phase = progress.phase();
          yield progress;
        }
        case StreamEvent.PropertyConfidence sure -> sure;
        case StreamEvent.ModelSwitched switched -> switched;
        case StreamEvent.Terminal terminal -> afterFailure(GuardedEvents.after(lost, terminal));
      };
    }

    /** Turns a failure into the next model, if there is one to ask; else it stands. */
    private StreamEvent afterFailure(StreamEvent terminal) {
      if (!(terminal instanceof StreamEvent.Failed failed)) {
        return terminal;
      }
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (visible
          || interrupted
          || failed.error() instanceof LlmException.InvalidRequest
          || index + 1 == models.size()) {
        suppressEarlier(failed.error());
        return failed;
      }
      lost = failed.timings().total();
      ChatModel from = models.get(index++);
      ChatModel to = models.get(index);
      earlier = Arrays.copyOf(earlier, earlier.length + 1);
      earlier[earlier.length - 1] = failed.error();
      return ask(to) == null
          ? cancelled()
          : new StreamEvent.ModelSwitched(from.id(), to.id(), failed.error());
    }

    private void suppressEarlier(LlmException last) {
      List<Throwable> known = List.of(last.getSuppressed());
      for (LlmException error : earlier) {
        // A model may give the same exception each time.
        if (error != last && !known.contains(error)) {
          last.addSuppressed(error);
        }
      }
    }

    /** Opens a model's stream in place of the last one; null, and none opened, if cancelled. */
    private @Nullable GuardedEvents ask(ChatModel model) {
      ChatStream failed;
      GuardedEvents opened;
      lock.lock();
      try {
        if (cancelled) {
          return null;
        }
        failed = current;
        current = GuardedEvents.open(() -> model.stream(request));
        opened = new GuardedEvents(current);
        currentEvents = opened;
      } finally {
        lock.unlock();
      }
      if (failed != null) {
        failed.close();
      }
      return opened;
    }

    private StreamEvent.Cancelled cancelled() {
      return new StreamEvent.Cancelled(phase, TokenUsage.NONE, Timings.NONE.after(lost));
    }
  }
}
