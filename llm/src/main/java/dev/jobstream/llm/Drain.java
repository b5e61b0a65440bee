package dev.jobstream.llm;

import java.util.function.Consumer;

/** Pulls a stream to its end on a virtual thread, at the model's own speed. */
final class Drain {
  private Drain() {}

  /**
   * Starts pulling; {@code out} gets every event in order, exactly one terminal event last, and the
   * stream is closed before that one.
   */
  static void start(String threadName, ChatStream source, Consumer<StreamEvent> out) {
    Thread.ofVirtual().name(threadName).start(() -> drain(source, out));
  }

  private static void drain(ChatStream source, Consumer<StreamEvent> out) {
    StreamEvent.Terminal end;
    try (source) {
      end =
          source.run(event -> {
            if (!(event instanceof StreamEvent.Terminal)) {
              out.accept(event);
            }
          });
    } catch (RuntimeException e) {
      end = GuardedEvents.failed(e);
    } catch (Error e) {
      out.accept(new StreamEvent.Failed(LlmException.of(e), TokenUsage.UNKNOWN, Timings.NONE));
      throw e;
    }
    out.accept(end);
  }
}
