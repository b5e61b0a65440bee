package dev.jobstream.cli;

import dev.jobstream.cli.CancelReport.Stopped;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Thinking;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How one can see from outside whether a model still computes. */
sealed interface CancelSight {

  /**
   * It serves one request after the other, so the next one waits as long as the last is computed.
   *
   * @param unless what would make that untrue; empty if nothing can
   */
  record NextRequest(String unless) implements CancelSight {}

  /**
   * The server tells how many requests it computes.
   *
   * @param busy asks it; empty if it does not say
   */
  record BusySlots(Supplier<OptionalInt> busy) implements CancelSight {}

  /** In no way. */
  record Blind() implements CancelSight {}

  /** How long a server may take to notice that nobody listens. */
  Duration PATIENCE = Duration.ofSeconds(3);

  /** Between two questions about its slots. */
  Duration PAUSE = Duration.ofMillis(20);

  /** Less than this left to compute, and nothing can be told from a wait. */
  Duration LEAST_LEFT = Duration.ofMillis(500);

  /**
   * Looks after a cancel.
   *
   * @param untilEnd from the cancel to the end of the stream
   * @param left what computing the rest of the answer would have taken
   */
  default CancelReport look(
      ChatModel model, Duration untilEnd, Duration left, LongSupplier nanoTime) {
    return switch (this) {
      case NextRequest(String unless) -> next(model, unless, untilEnd, left, nanoTime);
      case BusySlots slots -> slots(slots.busy, untilEnd, nanoTime);
      case Blind _ ->
          new CancelReport(
              untilEnd, Stopped.UNSEEN, "whether the server stopped computing cannot be seen");
    };
  }

  private static CancelReport next(
      ChatModel model, String unless, Duration untilEnd, Duration left, LongSupplier nanoTime) {
    ChatRequest request =
        ChatRequest.builder().user("Say yes.").maxTokens(1).thinking(Thinking.OFF).build();
    long start = nanoTime.getAsLong();
    long[] answered = {-1};
    StreamEvent.Terminal end;
    try (ChatStream stream = model.stream(request)) {
      end =
          stream.run(event -> {
            if (answered[0] < 0 && event instanceof StreamEvent.Delta) {
              answered[0] = nanoTime.getAsLong();
            }
          });
    }
    if (end instanceof StreamEvent.Failed failed) {
      return new CancelReport(
          untilEnd,
          Stopped.UNSEEN,
          "the next request, which would have told, failed: " + failed.error().getMessage());
    }
    Duration waited =
        Duration.ofNanos((answered[0] < 0 ? nanoTime.getAsLong() : answered[0]) - start);
    String words = "the next request was answered after " + time(waited);
    if (left.compareTo(LEAST_LEFT) < 0) {
      return new CancelReport(
          untilEnd,
          Stopped.UNSEEN,
          words + ", but too little was left to compute to tell; raise `--max-tokens`");
    }
    boolean soon = waited.compareTo(left.dividedBy(2)) < 0;
    return new CancelReport(
        untilEnd,
        soon ? Stopped.YES : Stopped.NO,
        words
            + ", the rest would have taken about "
            + time(left)
            + (soon && !unless.isEmpty() ? "; that tells nothing if " + unless : ""));
  }

  private static CancelReport slots(
      Supplier<OptionalInt> busy, Duration untilEnd, LongSupplier nanoTime) {
    long start = nanoTime.getAsLong();
    while (true) {
      OptionalInt count = busy.get();
      Duration passed = Duration.ofNanos(nanoTime.getAsLong() - start);
      if (count.isEmpty()) {
        return new CancelReport(
            untilEnd, Stopped.UNSEEN, "the server does not tell what its slots do (`--slots`)");
      }
      if (count.getAsInt() == 0) {
        return new CancelReport(
            untilEnd, Stopped.YES, "all slots of the server were idle after " + time(passed));
      }
      if (passed.compareTo(PATIENCE) > 0) {
        return new CancelReport(
            untilEnd,
            Stopped.NO,
            "%d of the server's slots were still busy after %s"
                .formatted(count.getAsInt(), time(passed)));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** {@code 35 ms} or {@code 3.2 s}. */
  static String time(Duration time) {
    return time.compareTo(Duration.ofSeconds(1)) < 0
        ? time.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }
}
