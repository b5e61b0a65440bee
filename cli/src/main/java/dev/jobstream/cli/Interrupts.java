package dev.jobstream.cli;

import java.util.function.IntConsumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The signals that ask a command to end: SIGINT, which Ctrl-C sends, and SIGTERM.
 *
 * <p>While a {@link Scope} is open the first signal runs its action, so that the command can end by
 * itself and show what it has; the second ends the process at once, and so does the first if no
 * scope is open. Thread-safe.
 */
final class Interrupts {
  private final IntConsumer halt;
  private @Nullable Runnable action;
  private @Nullable Signal received;

  /** A signal and the number that shells know it by. */
  enum Signal {
    INT(2),
    TERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    int exitCode() {
      return ExitCode.SIGNALLED + number;
    }
  }

  /**
   * @param halt ends the process at once with an exit code
   */
  Interrupts(IntConsumer halt) {
    this.halt = halt;
  }

  /** Interrupts by the process's real signals. */
  static Interrupts ofProcess() {
    Interrupts interrupts = new Interrupts(Runtime.getRuntime()::halt);
    for (Signal signal : Signal.values()) {
      Signals.register(signal.name(), () -> interrupts.receive(signal));
    }
    return interrupts;
  }

  /** What a signal does; called on a thread of its own. */
  void receive(Signal signal) {
    Runnable first;
    synchronized (this) {
      first = received == null ? action : null;
      received = signal;
    }
    if (first == null) {
      halt.accept(signal.exitCode());
    } else {
      first.run();
    }
  }

  /** The exit code that a signal asks for; {@code otherwise} if none came. */
  synchronized int exitCodeOr(int otherwise) {
    return received == null ? otherwise : received.exitCode();
  }

  /** Until the scope is closed the first signal runs an action that must not block. */
  Scope during(Runnable onFirst) {
    synchronized (this) {
      action = onFirst;
    }
    return () -> {
      synchronized (this) {
        action = null;
      }
    };
  }

  /** As long as it is open, a first signal does not end the process. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
