package dev.jobstream.cli;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks several models the same, at once or in turn, each on a thread of its own.
 *
 * <p>Those threads read as fast as the models write; the one thread that shows it all never holds
 * them up. A model that fails ends nothing but itself. Used once.
 */
final class Lab implements AutoCloseable {
  private final List<OpenModel> models;
  private final ChatRequest request;
  private final boolean probeCancel;
  private final LongSupplier nanoTime;
  private final List<ChatStream> streams = new ArrayList<>();
  private final BlockingQueue<LabMessage> messages = new LinkedBlockingQueue<>();

  /**
   * @param models not closed by the lab
   * @param request what each is asked; with a limit on its tokens if a cancel is to be tried
   * @param probeCancel whether each is cancelled half way
   */
  Lab(List<OpenModel> models, ChatRequest request, boolean probeCancel, LongSupplier nanoTime) {
    this.models = List.copyOf(models);
    this.request = request;
    this.probeCancel = probeCancel;
    this.nanoTime = nanoTime;
    for (OpenModel model : models) {
      streams.add(model.model().stream(request));
    }
  }

  /** Stops all models, as far as they can be stopped. From any thread. */
  void cancel() {
    streams.forEach(ChatStream::cancel);
  }

  /**
   * Asks the models and shows what they do until all have ended.
   *
   * @param answers one for each model
   * @param inTurn whether each waits until the one before it has ended
   */
  void run(List<LabAnswer> answers, LabView view, Duration frame, boolean inTurn) {
    int asked = inTurn ? 1 : models.size();
    for (int i = 0; i < asked; i++) {
      ask(i);
    }
    int over = 0;
    long nextFrame = nanoTime.getAsLong();
    while (over < models.size()) {
      LabMessage message = await(nextFrame - nanoTime.getAsLong());
      if (message != null) {
        LabAnswer answer = answers.get(message.index());
        answer.on(message);
        if (message instanceof LabMessage.Happened happened) {
          view.onEvent(answer, happened);
        }
        if (message instanceof LabMessage.Over) {
          over++;
          if (asked < models.size()) {
            ask(asked++);
          }
        }
      }
      long now = nanoTime.getAsLong();
      if (now - nextFrame >= 0) {
        view.frame();
        nextFrame = now + frame.toNanos();
      }
    }
  }

  private @Nullable LabMessage await(long nanos) {
    try {
      return messages.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void ask(int index) {
    Thread.ofVirtual().name("jobstream-lab-" + index).start(() -> drain(index));
  }

  private void drain(int index) {
    messages.add(new LabMessage.Asked(index, nanoTime.getAsLong()));
    CancelProbe probe = probeCancel ? new CancelProbe(models.get(index), request, nanoTime) : null;
    CancelReport report = null;
    try (ChatStream stream = streams.get(index)) {
      stream.run(event -> {
        happened(index, event);
        if (probe != null) {
          probe.on(event, stream);
        }
      });
      report = probe == null ? null : probe.report();
    } catch (RuntimeException e) {
      // A fault of one model must not leave the others' screen waiting for it.
      LlmException error =
          new LlmException.Interrupted(
              "The model broke off with an unexpected `%s`. Try again; if it comes back, report it."
                  .formatted(e.getClass().getSimpleName()),
              e);
      happened(index, new StreamEvent.Failed(error, TokenUsage.UNKNOWN, Timings.NONE));
    } finally {
      messages.add(new LabMessage.Over(index, report));
    }
  }

  private void happened(int index, StreamEvent event) {
    messages.add(new LabMessage.Happened(index, nanoTime.getAsLong(), event));
  }

  @Override
  public void close() {
    streams.forEach(ChatStream::close);
  }
}
