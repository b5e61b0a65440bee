package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that uses a context, and the requests that wait for it. Native calls hold their
 * thread, so it is a platform thread. Thread-safe.
 */
final class ContextThread {
  /** Some of the library's tokenisers recurse; memory is only taken for the stack that is used. */
  private static final long STACK_BYTES = 64L << 20;

  private final ModelLoader loader;
  private final LlamaOptions options;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Generation> queue = new ArrayDeque<>();

  /** What the last request that it got said, and when that was. */
  private List<Message> lastMessages = List.of();

  private long lastUse = Long.MIN_VALUE;
  private @Nullable Generation running;
  private @Nullable LlamaContext context;
  private boolean started;
  private boolean closing;

  ContextThread(ModelLoader loader, LlamaOptions options, String name) {
    this.loader = loader;
    this.options = options;
    this.thread = new Thread(null, this::work, name, STACK_BYTES);
    this.thread.setDaemon(true);
  }

  /** How many requests wait or run. */
  int load() {
    lock.lock();
    try {
      return queue.size() + (running == null ? 0 : 1);
    } finally {
      lock.unlock();
    }
  }

  /** How well it suits a request: lower is better. */
  Suitability suitability(Generation generation) {
    lock.lock();
    try {
      int load = running == null || running.isOver() ? 0 : 1;
      load += (int) queue.stream().filter(waiting -> !waiting.isOver()).count();
      List<Message> messages = generation.messages();
      boolean goesOn =
          !lastMessages.isEmpty()
              && lastMessages.equals(
                  messages.subList(0, Math.min(messages.size(), lastMessages.size())));
      return new Suitability(load, goesOn, lastUse);
    } finally {
      lock.unlock();
    }
  }

  /**
   * First the load counts, then what is in the cache; what was used last is kept.
   *
   * @param load requests that wait or run, without those that are over or being cancelled
   * @param goesOn whether the request says the same as its last one, or that and more
   * @param lastUse when it got its last request; the number means nothing but the order
   */
  record Suitability(int load, boolean goesOn, long lastUse) implements Comparable<Suitability> {
    private static final Comparator<Suitability> ORDER =
        Comparator.comparingInt(Suitability::load)
            .thenComparing(Suitability::goesOn, Comparator.reverseOrder())
            .thenComparingLong(Suitability::lastUse);

    @Override
    public int compareTo(Suitability other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Puts a request behind those that wait.
   *
   * @throws LlmException.Overloaded if the queue is full
   */
  void enqueue(Generation generation) {
    lock.lock();
    try {
      if (closing) {
        throw new LlmException.ModelUnavailable(
            "The model `%s` was closed. Open it again.".formatted(loader.id()));
      }
      if (queue.size() >= options.queueCapacity()) {
        throw new LlmException.Overloaded(
            "%d requests wait for the model `%s` already. Try again when one has ended."
                .formatted(queue.size(), loader.id()),
            null);
      }
      if (!started) {
        thread.start();
        started = true;
      }
      generation.assign(this);
      queue.addLast(generation);
      lastMessages = generation.messages();
      lastUse = System.nanoTime();
      if (generation.isCancelled()) {
        // The cancel came before it could find this thread.
        removeFromQueue(generation);
        return;
      }
      int ahead = queue.size() - 1 + (running == null ? 0 : 1);
      if (ahead > 0) {
        generation.waiting(ahead, ahead + 1);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a request out of the queue, or stops it if it runs. */
  void cancel(Generation generation) {
    lock.lock();
    try {
      if (running == generation) {
        if (context != null) {
          context.abort();
        }
      } else {
        removeFromQueue(generation);
      }
    } finally {
      lock.unlock();
    }
  }

  private void removeFromQueue(Generation generation) {
    if (queue.remove(generation)) {
      generation.endCancelled();
      tellPositions();
    }
  }

  private void tellPositions() {
    int ahead = running == null ? 0 : 1;
    int total = ahead + queue.size();
    for (Generation waiting : queue) {
      if (ahead > 0) {
        waiting.waiting(ahead, total);
      }
      ahead++;
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
      while (queue.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      if (closing) {
        List<Generation> left = List.copyOf(queue);
        queue.clear();
        left.forEach(Generation::endCancelled);
        return null;
      }
      running = queue.removeFirst();
      if (context != null) {
        context.clearAbort();
      }
      tellPositions();
      return running;
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    lock.lock();
    try {
      running = null;
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

  private LlamaContext context(PromptReader prompts, Generation generation) {
    LlamaContext existing = context;
    if (existing != null) {
      return existing;
    }
    LlamaContext opened = prompts.model().openContext(options);
    lock.lock();
    try {
      context = opened;
      if (generation.isCancelled() || closing) {
        opened.abort();
      }
    } finally {
      lock.unlock();
    }
    return opened;
  }

  private void closeContext() {
    lock.lock();
    try {
      if (context != null) {
        context.close();
        context = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Cancels everything and asks the thread to end. */
  void beginClose() {
    lock.lock();
    try {
      closing = true;
      if (running != null) {
        running.cancel();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
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
