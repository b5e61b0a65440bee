package dev.jobstream.llm.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, taken by the thread that reads the stream.
 *
 * <p>The JDK's own {@code BodyHandlers.ofInputStream} forgets what has arrived as soon as the
 * connection breaks; here it is read first. Only a few batches wait for the reader, so a slow one
 * slows the server and fills no memory. Thread-safe.
 */
final class BodyPipe implements HttpResponse.BodySubscriber<BodyPipe> {
  /**
   * Batches that may come unasked, each of at most 16 KiB: enough that the connection is read on
   * while the reader is busy.
   */
  private static final int WINDOW = 8;

  /** What may follow the end of an answer before the connection is given up instead. */
  private static final long MAX_DRAINED_BYTES = 64 << 10;

  private final CompletableFuture<BodyPipe> self = CompletableFuture.completedFuture(this);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock. The subscription is called outside of it.
  private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private int expected;
  private boolean complete;
  private boolean closed;
  private boolean draining;
  private long drained;

  @Override
  public CompletionStage<BodyPipe> getBody() {
    return self;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    boolean late;
    lock.lock();
    try {
      late = closed || subscription != null;
      if (!late) {
        subscription = given;
        expected = WINDOW;
      }
    } finally {
      lock.unlock();
    }
    if (late) {
      given.cancel();
    } else {
      given.request(WINDOW);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> arrived) {
    Flow.Subscription wanted = null;
    boolean tooMuch = false;
    lock.lock();
    try {
      expected--;
      if (draining) {
        for (ByteBuffer buffer : arrived) {
          drained += buffer.remaining();
        }
        tooMuch = drained > MAX_DRAINED_BYTES;
        wanted = subscription;
      } else if (!closed) {
        buffers.addAll(arrived);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (wanted != null && tooMuch) {
      wanted.cancel();
    } else if (wanted != null) {
      wanted.request(1);
    }
  }

  @Override
  public void onError(Throwable fault) {
    end(fault);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable fault) {
    lock.lock();
    try {
      if (!complete) {
        failure = fault;
        complete = true;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks for the next bytes.
   *
   * @return null at the end of the body
   * @throws IOException if the connection broke; only when everything that came before was taken
   * @throws InterruptedException if the thread was interrupted
   */
  @Nullable ByteBuffer take() throws IOException, InterruptedException {
    Flow.Subscription wanted = null;
    int more = 0;
    ByteBuffer next;
    lock.lock();
    try {
      while (buffers.isEmpty() && !complete && !closed) {
        changed.await();
      }
      if (closed) {
        throw new IOException("closed");
      }
      next = buffers.poll();
      if (next == null && failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      if (next != null && expected <= WINDOW / 2 && buffers.size() < WINDOW) {
        wanted = subscription;
        more = WINDOW - expected;
        expected = WINDOW;
      }
    } finally {
      lock.unlock();
    }
    if (wanted != null) {
      wanted.request(more);
    }
    return next;
  }

  /** Gives the connection up, and wakes the thread that waits. Idempotent. */
  void close() {
    Flow.Subscription wanted;
    lock.lock();
    try {
      closed = true;
      draining = false;
      buffers.clear();
      wanted = complete ? null : subscription;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (wanted != null) {
      wanted.cancel();
    }
  }

  /**
   * Throws away the little that may follow, so that the connection can serve the next request.
   *
   * @return whether nothing is to be waited for any more
   */
  boolean drain() {
    Flow.Subscription wanted;
    lock.lock();
    try {
      if (closed || complete) {
        return true;
      }
      draining = true;
      buffers.clear();
      wanted = subscription;
    } finally {
      lock.unlock();
    }
    if (wanted != null) {
      // One request may be outstanding already; one more does no harm.
      wanted.request(1);
    }
    return false;
  }
}
