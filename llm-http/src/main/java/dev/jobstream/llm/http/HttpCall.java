package dev.jobstream.llm.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. One thread sends and reads; {@link #stop} comes from any thread, in
 * any state, and closes the connection.
 */
final class HttpCall {
  /** How long the rest behind an answer's end may take before its connection is given up. */
  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

  /** Why a call ended early: a clock, or a cancel. */
  sealed interface Stop {
    record Cancelled() implements Stop {}

    record Expired(Clock clock) implements Stop {}
  }

  /** The way out of a call that was stopped. */
  static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Stop stop;

    private StoppedException(Stop stop) {
      super("stopped");
      this.stop = stop;
    }

    Stop stop() {
      return stop;
    }
  }

  private final HttpTransport transport;
  private final HttpRequest.Builder request;
  private final Watch watch;
  private final BodyPipe body = new BodyPipe();
  private final AtomicReference<@Nullable Stop> stopped = new AtomicReference<>();
  private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
  private final AtomicReference<@Nullable CompletableFuture<?>> sending = new AtomicReference<>();

  HttpCall(HttpTransport transport, HttpRequest.Builder request, HttpTimeouts timeouts) {
    this.transport = transport;
    this.request = request;
    this.watch = new Watch(transport.timer(), timeouts, clock -> stop(new Stop.Expired(clock)));
  }

  /** Sets what is sent; without it the request is a GET. */
  HttpCall post(byte[] json) {
    request
        .header("Content-Type", "application/json")
        .POST(new TellingPublisher(HttpRequest.BodyPublishers.ofByteArray(json), this::connected));
    return this;
  }

  /**
   * Sends, and blocks for the head of the response.
   *
   * @throws StoppedException if the call was stopped
   * @throws IOException if the connection failed
   * @throws InterruptedException if the thread was interrupted; the call is then still to be
   *     stopped
   */
  HttpResponse.ResponseInfo send() throws IOException, InterruptedException {
    checkStopped();
    watch.enter(Clock.CONNECT);
    // Looking up a name blocks, and cannot be interrupted: a thread of its own may wait for it.
    Thread.ofVirtual().name("jobstream-http-send").start(this::sendAsync);
    try {
      HttpResponse.ResponseInfo response = head.get();
      connected();
      return response;
    } catch (CancellationException e) {
      checkStopped();
      throw e;
    } catch (ExecutionException e) {
      checkStopped();
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      watch.resting();
    }
  }

  /**
   * The client's own future fails where the connection breaks right behind the head, though bytes
   * of the body have come; the head is told apart from it, and the body tells the rest.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what it says is said by the head
  private void sendAsync() {
    CompletableFuture<?> future;
    try {
      HttpRequest built = request.build();
      future =
          transport
              .client(built.uri())
              .sendAsync(
                  built,
                  info -> {
                    head.complete(info);
                    return body;
                  });
    } catch (RuntimeException e) {
      head.completeExceptionally(e);
      return;
    }
    sending.set(future);
    if (stopped.get() != null) {
      future.cancel(true);
    }
    future.whenComplete((response, fault) -> {
      if (fault != null) {
        head.completeExceptionally(
            fault instanceof CompletionException && fault.getCause() != null
                ? fault.getCause()
                : fault);
      }
    });
  }

  /** The first piece of the answer has come: from now on the idle clock watches. */
  void answered() {
    watch.enter(Clock.IDLE);
    watch.resting();
  }

  /**
   * Blocks for the next bytes of the body.
   *
   * @return null at the body's end
   * @throws StoppedException if the call was stopped
   * @throws IOException if the connection broke
   */
  @Nullable ByteBuffer take() throws IOException, InterruptedException {
    checkStopped();
    watch.waiting();
    try {
      return body.take();
    } catch (IOException e) {
      checkStopped();
      throw e;
    } finally {
      watch.resting();
    }
  }

  /** Ends the call and closes its connection; the first reason stands. From any thread. */
  void stop(Stop reason) {
    stopped.compareAndSet(null, reason);
    watch.stop();
    body.close();
    head.cancel(true);
    CompletableFuture<?> future = sending.get();
    if (future != null) {
      future.cancel(true);
    }
  }

  /** The answer is complete: leaves the connection to the next request where that is soon clear. */
  void finish() {
    watch.stop();
    transport.keptConnection(request.build().uri());
    if (!body.drain()) {
      transport.timer().schedule(DRAIN_TIME, body::close);
    }
  }

  private void connected() {
    if (watch.clock() == Clock.CONNECT) {
      watch.enter(Clock.FIRST_BYTE);
    }
  }

  private void checkStopped() throws StoppedException {
    Stop stop = stopped.get();
    if (stop != null) {
      throw new StoppedException(stop);
    }
  }

  /** Tells when the client asks for the body, which it does once the connection stands. */
  private record TellingPublisher(HttpRequest.BodyPublisher body, Runnable onSubscribe)
      implements HttpRequest.BodyPublisher {
    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      onSubscribe.run();
      body.subscribe(subscriber);
    }
  }
}
