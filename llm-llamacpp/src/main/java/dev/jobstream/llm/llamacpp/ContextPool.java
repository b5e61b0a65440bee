package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The contexts over a model, and the requests that wait for one: whichever becomes free takes the
 * one that waits longest. Where several are free, a request goes to the one that has its prompt, or
 * most of it, in the cache, else to the one that was not used for longest. Thread-safe.
 */
final class ContextPool {
  private final ModelLoader loader;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Generation> queue = new ArrayDeque<>();
  private final List<ContextThread> threads = new ArrayList<>();
  private boolean closing;

  ContextPool(ModelLoader loader, LlamaOptions options) {
    this.loader = loader;
    this.capacity =
        (int) Math.min(Integer.MAX_VALUE, (long) options.queueCapacity() * options.contexts());
    for (int i = 0; i < options.contexts(); i++) {
      threads.add(new ContextThread(this, lock, loader, options, "llama-" + loader.id() + "-" + i));
    }
  }

  /** How many requests run or wait. */
  int pending() {
    lock.lock();
    try {
      return queue.size() + threads.stream().mapToInt(ContextThread::load).sum();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a request to a free context, or puts it behind those that wait.
   *
   * @throws LlmException.Overloaded if too many wait
   */
  void enqueue(Generation generation) {
    lock.lock();
    try {
      if (closing) {
        throw new LlmException.ModelUnavailable(
            "The model `%s` was closed. Open it again.".formatted(loader.id()));
      }
      generation.assign(this);
      if (generation.isCancelled()) {
        // The cancel came before it could find this pool.
        generation.endCancelled();
        return;
      }
      Optional<ContextThread> free = queue.isEmpty() ? freeFor(generation) : Optional.empty();
      if (free.isPresent()) {
        free.get().give(generation);
        return;
      }
      if (queue.size() >= capacity) {
        throw new LlmException.Overloaded(
            "%d requests wait for the model `%s` already. Try again when one has ended."
                .formatted(queue.size(), loader.id()),
            null);
      }
      queue.addLast(generation);
      int ahead = threads.size() + queue.size() - 1;
      generation.waiting(ahead, ahead + 1);
    } finally {
      lock.unlock();
    }
  }

  private Optional<ContextThread> freeFor(Generation generation) {
    return threads.stream()
        .filter(ContextThread::isFree)
        .min(
            Comparator.comparing((ContextThread thread) -> !thread.hasRead(generation))
                .thenComparing(ContextThread::isCleaningUp)
                .thenComparingLong(ContextThread::lastUse));
  }

  /** Takes a request out of the queue, or stops it if it runs. */
  void cancel(Generation generation) {
    lock.lock();
    try {
      if (queue.remove(generation)) {
        generation.endCancelled();
        tellPositions();
      } else {
        threads.forEach(thread -> thread.stop(generation));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next request for a context that has become free; null if none waits. The lock is held. */
  @Nullable Generation next() {
    Generation next = queue.pollFirst();
    if (next != null) {
      tellPositions();
    }
    return next;
  }

  private void tellPositions() {
    int ahead = threads.size();
    int total = ahead + queue.size();
    for (Generation waiting : queue) {
      waiting.waiting(ahead, total);
      ahead++;
    }
  }

  /** Whether all is to end. The lock is held. */
  boolean isClosing() {
    return closing;
  }

  /** Cancels everything and asks the threads to end. */
  void beginClose() {
    lock.lock();
    try {
      closing = true;
      queue.forEach(Generation::endCancelled);
      queue.clear();
      threads.forEach(ContextThread::beginClose);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the threads' ends; their contexts are closed then. */
  void awaitClose() {
    threads.forEach(ContextThread::awaitClose);
  }
}
