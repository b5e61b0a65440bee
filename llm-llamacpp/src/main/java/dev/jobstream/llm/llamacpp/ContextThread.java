package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that uses a context. Native calls hold their thread, so it is a platform thread.
 * What the pool calls, and what both touch, is under the pool's lock.
 */
final class ContextThread {
  /** Some of the library's tokenisers recurse; memory is only taken for the stack that is used. */
  private static final long STACK_BYTES = 64L << 20;

  private final ContextPool pool;
  private final ReentrantLock lock;
  private final Condition changed;
  private final ModelLoader loader;
  private final LlamaOptions options;
  private final Thread thread;
  private @Nullable Generation next;
  private @Nullable Generation running;
  private @Nullable LlamaContext context;
  private boolean started;

  /** What the last request said, and when that was. */
  private List<Message> lastMessages = List.of();

  private long lastUse = Long.MIN_VALUE;

  ContextThread(
      ContextPool pool, ReentrantLock lock, ModelLoader loader, LlamaOptions options, String name) {
    this.pool = pool;
    this.lock = lock;
    this.changed = lock.newCondition();
    this.loader = loader;
    this.options = options;
    this.thread = new Thread(null, this::work, name, STACK_BYTES);
    this.thread.setDaemon(true);
  }

  /** How many requests it has: one that runs, and one that runs next. */
  int load() {
    return (running == null ? 0 : 1) + (next == null ? 0 : 1);
  }

  /** Whether it would take a request now, or as soon as the last one is cleaned up. */
  boolean isFree() {
    return next == null && (running == null || running.isOver());
  }

  /** Whether its last request is over and still has it. */
  boolean isCleaningUp() {
    return running != null;
  }

  /** Whether most of a request is what its last one said. */
  boolean hasRead(Generation generation) {
    List<Message> messages = generation.messages();
    int last = lastMessages.size() - 1;
    if (last < 0
        || messages.size() <= last
        || !messages.subList(0, last).equals(lastMessages.subList(0, last))) {
      return false;
    }
    String before = lastMessages.get(last).text();
    String now = messages.get(last).text();
    return before.regionMatches(0, now, 0, (now.length() + 1) / 2);
  }

  /** When its last request began; the number means nothing but the order. */
  long lastUse() {
    return lastUse;
  }

  /** Gives it a request. It must be free. */
  void give(Generation generation) {
    if (!started) {
      thread.start();
      started = true;
    }
    next = generation;
    changed.signal();
  }

  /** Has a request end if it is one of its own. */
  void stop(Generation generation) {
    if (next == generation) {
      generation.endCancelled();
      // A thread that waits would not ask for another.
      next = running == null ? pool.next() : null;
    } else if (running == generation && context != null) {
      context.abort();
    }
  }

  private void work() {
    try {
      for (Generation next = take(); next != null; next = take()) {
        run(next);
        done();
      }
    } finally {
      closeContext();
    }
  }

  private @Nullable Generation take() {
    lock.lock();
    try {
      while (next == null && !pool.isClosing()) {
        changed.awaitUninterruptibly();
      }
      Generation taken = next;
      next = null;
      if (taken != null && pool.isClosing()) {
        taken.endCancelled();
        taken = null;
      }
      running = taken;
      if (taken != null && context != null) {
        context.clearAbort();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    lock.lock();
    try {
      running = null;
      if (next == null) {
        next = pool.next();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(Generation generation) {
    try {
      if (generation.isCancelled()) {
        generation.endCancelled();
        return;
      }
      PromptReader prompts = loader.load(generation);
      if (prompts == null) {
        generation.endCancelled();
        return;
      }
      LlamaContext ready = context(prompts, generation);
      if (generation.isCancelled()) {
        generation.endCancelled();
        return;
      }
      begins(generation);
      generation.run(ready, prompts);
    } catch (LlmException e) {
      generation.fail(e);
    } catch (RuntimeException | Error e) {
      // The thread must live on for the next request, and nobody may wait for this one for ever.
      generation.fail(
          new LlmException.Interrupted(
              "The model `%s` broke off: %s. This is a fault of the program; please report it."
                  .formatted(loader.id(), e),
              e));
    }
  }

  private void begins(Generation generation) {
    lock.lock();
    try {
      lastMessages = generation.messages();
      lastUse = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  private LlamaContext context(PromptReader prompts, Generation generation) {
    LlamaContext existing = context;
    if (existing != null) {
      return existing;
    }
    LlamaContext opened = prompts.model().openContext(options);
    lock.lock();
    try {
      context = opened;
      if (generation.isCancelled() || pool.isClosing()) {
        opened.abort();
      }
    } finally {
      lock.unlock();
    }
    return opened;
  }

  private void closeContext() {
    LlamaContext closed;
    lock.lock();
    try {
      closed = context;
      context = null;
    } finally {
      lock.unlock();
    }
    if (closed != null) {
      closed.close();
    }
  }

  /** Cancels what it runs and asks it to end. */
  void beginClose() {
    if (running != null) {
      running.cancel();
    }
    changed.signal();
  }

  /** Waits for the thread's end; its context is closed then. */
  void awaitClose() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
