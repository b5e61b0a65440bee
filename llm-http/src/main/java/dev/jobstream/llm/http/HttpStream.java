package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.PulledEvents;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A generation on a server. The thread that reads the stream does the work itself: it sends, waits,
 * takes bytes and reads events out of them, so nothing runs ahead of a slow reader and nothing is
 * left when it is gone.
 */
final class HttpStream implements ChatStream {
  /** A server can refuse a handful of things, one after the other. */
  private static final int MAX_LESSONS = 8;

  /** A connection that its server has closed breaks at once; what breaks later is another fault. */
  private static final Duration STALE_WITHIN = Duration.ofSeconds(1);

  private final HttpTransport transport;
  private final ChatRequest request;
  private final PulledEvents events = new PulledEvents(this::pull);
  private final StopSwitch stopSwitch = new StopSwitch();

  // The reading thread's own.
  private final StreamClock clock;
  private Dialect dialect;
  private boolean started;
  private int attempts;
  private int lessons;
  private boolean repeatedBroken;
  private @Nullable Runnable totalClock;
  private @Nullable Reading reading;
  private boolean bodyOver;
  private @Nullable IOException bodyFault;
  private StreamEvent.@Nullable Terminal end;

  /** A response that is being read. */
  private record Reading(HttpCall call, AnswerReader reader) {}

  HttpStream(HttpTransport transport, Dialect dialect, ChatRequest request) {
    this.transport = transport;
    this.dialect = dialect;
    this.request = request;
    this.clock = new StreamClock(transport.timer());
  }

  @Override
  public Iterator<StreamEvent> iterator() {
    return events.iterator();
  }

  @Override
  public void cancel() {
    stopSwitch.stop(new HttpCall.Stop.Cancelled());
  }

  @Override
  public void close() {
    cancel();
  }

  private StreamEvent pull() {
    boolean interrupted = Thread.interrupted();
    if (interrupted) {
      cancel();
    }
    try {
      StreamEvent event = null;
      while (event == null) {
        event = step();
      }
      return event;
    } catch (InterruptedException e) {
      interrupted = true;
      return stopped(new HttpCall.Stop.Cancelled());
    } catch (HttpCall.StoppedException e) {
      return stopped(e.stop());
    } catch (LlmException e) {
      return failed(e);
    } catch (WireException e) {
      return failed(
          new LlmException.Interrupted(
              "The server `%s` sent %s, so its answer cannot be read on. Check that the address is that of the right protocol."
                  .formatted(dialect.server().baseUri(), e.getMessage())));
    } catch (RuntimeException e) {
      return failed(
          new LlmException.Interrupted(
              "The answer of `%s` could not be read (`%s`). Try again; if it comes back, report it."
                  .formatted(dialect.server().baseUri(), e.getClass().getSimpleName()),
              e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gets on; null if that gave no event yet. */
  private @Nullable StreamEvent step() throws InterruptedException, HttpCall.StoppedException {
    if (end != null) {
      StreamEvent held = reading == null ? null : reading.reader().poll();
      return held == null ? end : held;
    }
    HttpCall.Stop stop = stopSwitch.reason();
    if (stop != null) {
      return stopped(stop);
    }
    if (!started) {
      started = true;
      clock.start();
      startTotalClock();
      return StreamEvent.Progress.of(Phase.QUEUED);
    }
    return reading == null ? attempt() : read(reading);
  }

  /** Sends the request once. */
  private @Nullable StreamEvent attempt() throws InterruptedException, HttpCall.StoppedException {
    attempts++;
    HttpRequest.Builder builder = HttpRequest.newBuilder(dialect.chatUri());
    Headers.all(dialect.headers(), dialect.server()).forEach(builder::setHeader);
    HttpCall call =
        new HttpCall(transport, builder, dialect.server().timeouts()).post(dialect.body(request));
    stopSwitch.wakeBy(call);
    long sentAt = transport.timer().nanoTime();
    try {
      HttpResponse.ResponseInfo response = call.send();
      if (response.statusCode() == 200) {
        dialect.worked();
        reading = new Reading(call, new AnswerReader(dialect, request));
        return StreamEvent.Progress.of(Phase.READING);
      }
      String body = Bodies.text(call, Refusal.MAX_BODY_BYTES);
      call.finish();
      return refused(new Refusal(response.statusCode(), response.headers(), body));
    } catch (HttpCall.StoppedException e) {
      throw e;
    } catch (InterruptedException e) {
      call.stop(new HttpCall.Stop.Cancelled());
      throw e;
    } catch (IOException e) {
      call.stop(new HttpCall.Stop.Cancelled());
      if (!repeatedBroken
          && ConnectionFault.mayBeStale(e)
          && transport.keepsConnections(dialect.chatUri())
          && transport.timer().nanoTime() - sentAt < STALE_WITHIN.toNanos()) {
        // The server had closed a kept connection just when it was to be used again.
        repeatedBroken = true;
        attempts--;
        return null;
      }
      return failed(ConnectionFault.toError(e, dialect.server()));
    }
  }

  private @Nullable StreamEvent refused(Refusal refusal) throws InterruptedException {
    RetryPolicy retry = dialect.server().retry();
    if (refusal.isBusy() && attempts < retry.attempts()) {
      Duration pause =
          refusal.retryAfter(Instant.now()).orElseGet(() -> retry.pauseBefore(attempts + 1));
      if (pause.compareTo(retry.longestPause()) <= 0) {
        pause(pause);
        return StreamEvent.Progress.of(Phase.QUEUED);
      }
    }
    Dialect other =
        refusal.isBusy() || lessons == MAX_LESSONS ? null : dialect.learn(refusal, request);
    if (other != null) {
      dialect = other;
      lessons++;
      attempts--;
      return null;
    }
    return failed(dialect.failure(refusal, request));
  }

  private void pause(Duration pause) throws InterruptedException {
    long before = transport.timer().nanoTime();
    CountDownLatch over = new CountDownLatch(1);
    Runnable withdrawal = transport.timer().schedule(pause, over::countDown);
    stopSwitch.wakeBy(over::countDown);
    try {
      over.await();
    } finally {
      withdrawal.run();
      clock.queued(Duration.ofNanos(transport.timer().nanoTime() - before));
    }
  }

  /** Gives out what is ready, else takes more bytes. */
  private @Nullable StreamEvent read(Reading now)
      throws InterruptedException, HttpCall.StoppedException {
    StreamEvent event = now.reader().poll();
    if (event != null) {
      if (event instanceof StreamEvent.Delta && clock.delta()) {
        now.call().answered();
      }
      return event;
    }
    if (bodyOver) {
      over(now.reader().end(bodyFault, clock));
      return null;
    }
    if (!now.reader().ended()) {
      try {
        ByteBuffer bytes = now.call().take();
        if (bytes != null) {
          now.reader().add(bytes);
          return null;
        }
      } catch (HttpCall.StoppedException e) {
        throw e;
      } catch (IOException e) {
        bodyFault = e;
      }
    }
    // What the body leaves is given out before the end is told.
    bodyOver = true;
    boolean reusable = now.reader().ended() && !now.reader().endedHere();
    now.reader().bodyEnded();
    if (reusable) {
      now.call().finish();
    } else {
      now.call().stop(new HttpCall.Stop.Cancelled());
    }
    return null;
  }

  private StreamEvent failed(LlmException error) {
    Answer answer = reading == null ? null : reading.reader().answer();
    TokenUsage usage = answer == null ? TokenUsage.UNKNOWN : answer.usage();
    return conclude(new StreamEvent.Failed(error, usage, clock.stop(answer)));
  }

  private StreamEvent stopped(HttpCall.Stop reason) {
    Answer answer = reading == null ? null : reading.reader().answer();
    TokenUsage usage = answer == null ? TokenUsage.UNKNOWN : answer.usage();
    Timings timings = clock.stop(answer);
    return conclude(
        switch (reason) {
          case HttpCall.Stop.Cancelled cancelled ->
              new StreamEvent.Cancelled(
                  answer == null ? Phase.QUEUED : answer.phase(), usage, timings);
          case HttpCall.Stop.Expired(Clock expired) -> {
            FinishReason finished = answer == null ? null : answer.finishReason();
            // Some servers say why they stopped, and then leave the connection open.
            yield finished != null && expired == Clock.IDLE
                ? new StreamEvent.Completed(finished, usage, timings)
                : new StreamEvent.Failed(expired.toError(dialect.server()), usage, timings);
          }
        });
  }

  /** Gives everything up; what was held back comes before the terminal event. */
  private StreamEvent conclude(StreamEvent.Terminal terminal) {
    over(terminal);
    if (reading == null) {
      return terminal;
    }
    reading.call().stop(new HttpCall.Stop.Cancelled());
    reading.reader().abandon();
    StreamEvent held = reading.reader().poll();
    return held == null ? terminal : held;
  }

  private void over(StreamEvent.Terminal terminal) {
    end = terminal;
    stopSwitch.over();
    if (totalClock != null) {
      totalClock.run();
    }
  }

  private void startTotalClock() {
    Duration total = dialect.server().timeouts().total();
    if (total.isPositive()) {
      totalClock =
          transport
              .timer()
              .schedule(total, () -> stopSwitch.stop(new HttpCall.Stop.Expired(Clock.TOTAL)));
    }
  }
}
