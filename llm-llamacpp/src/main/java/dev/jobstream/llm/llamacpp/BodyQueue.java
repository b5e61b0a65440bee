package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, pulled by one thread with a limit on how long nothing may come.
 *
 * <p>The client's own input stream has no such limit, and its request timeout ends at the headers.
 */
final class BodyQueue implements HttpResponse.BodySubscriber<BodyQueue>, AutoCloseable {
  /** Enough that the network does not wait for the disk; each is at most some 16 KiB. */
  private static final int AHEAD = 32;

  private sealed interface Item {
    record Data(List<ByteBuffer> buffers) implements Item {}

    record End() implements Item {}

    record Broken(Throwable cause) implements Item {}
  }

  private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<BodyQueue> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    queue.add(new Item.Data(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    queue.add(new Item.Broken(cause));
  }

  @Override
  public void onComplete() {
    queue.add(new Item.End());
  }

  /**
   * The next bytes; an empty list at the end.
   *
   * @throws HttpTimeoutException if nothing came for so long
   * @throws IOException if the connection broke, or the body was closed
   */
  List<ByteBuffer> next(Duration idleTimeout) throws IOException, InterruptedException {
    Item item = queue.poll(idleTimeout.toNanos(), TimeUnit.NANOSECONDS);
    return switch (item) {
      case null ->
          throw new HttpTimeoutException(
              "nothing arrived for %d seconds".formatted(idleTimeout.toSeconds()));
      case Item.Data data -> {
        Flow.Subscription current = subscription;
        if (current != null) {
          current.request(1);
        }
        yield data.buffers();
      }
      case Item.End end -> {
        queue.add(end);
        yield List.of();
      }
      case Item.Broken broken -> {
        queue.add(broken);
        throw new IOException(broken.cause().getMessage(), broken.cause());
      }
    };
  }

  /** Ends the transfer and wakes the reader. From any thread; idempotent. */
  @Override
  public void close() {
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
    queue.add(new Item.Broken(new IOException("the transfer was closed")));
  }
}
