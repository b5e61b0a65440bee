package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A generation on a server. The thread that reads the stream does the work itself: it sends, waits,
 * takes bytes and reads events out of them, so nothing runs ahead of a slow reader and nothing is
 * left when it is gone.
 */
final class HttpStream implements ChatStream {
  private final HttpTransport transport;
  private final Dialect dialect;
  private final ChatRequest request;
  private final PulledEvents events = new PulledEvents(this::pull);

  // The reading thread's own.
  private final StreamClock clock;
  private boolean started;
  private int attempts;
  private int lessons;
  private boolean repeatedBroken;
  private @Nullable Reading reading;
  private StreamEvent.@Nullable Terminal end;

  // Guarded by the lock: a cancel either reaches what blocks the reader, or keeps it from blocking.
  private final ReentrantLock lock = new ReentrantLock();
  private HttpCall.@Nullable Stop stop;
  private @Nullable Runnable waker;
  private @Nullable Runnable totalClock;
  private boolean over;

  /** A response that is being read. */
  private record Reading(
      HttpCall call, EventReader reader, Dialect.Decoder decoder, Answer answer) {}

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
    stop(new HttpCall.Stop.Cancelled());
  }

  @Override
  public void close() {
    cancel();
  }

  private void stop(HttpCall.Stop reason) {
    Runnable woken;
    lock.lock();
    try {
      if (over || stop != null) {
        return;
      }
      stop = reason;
      woken = waker;
    } finally {
      lock.unlock();
    }
    if (woken != null) {
      woken.run();
    }
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
      cancel();
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
    if (!started) {
      started = true;
      clock.start();
      HttpCall.Stop early = stopWanted();
      if (early != null) {
        return stopped(early);
      }
      startTotalClock();
      return StreamEvent.Progress.of(Phase.QUEUED);
    }
    return reading == null ? attempt() : read(reading);
  }

  /** Sends the request once. */
  private @Nullable StreamEvent attempt() throws InterruptedException, HttpCall.StoppedException {
    attempts++;
    HttpCall call = new HttpCall(transport, requestTo(), dialect.server().timeouts());
    call.post(dialect.body(request));
    HttpResponse<BodyPipe> response;
    wakeBy(() -> call.stop(stopReason()));
    try {
      response = call.send();
      if (response.statusCode() == 200) {
        reading =
            new Reading(
                call,
                dialect.reader(),
                dialect.decoder(request),
                new Answer(request.stopStrings()));
        return StreamEvent.Progress.of(Phase.READING);
      }
      return refused(new Refusal(response.statusCode(), response.headers(), errorBody(call)));
    } catch (HttpCall.StoppedException e) {
      throw e;
    } catch (IOException e) {
      call.stop(new HttpCall.Stop.Cancelled());
      if (!repeatedBroken && ConnectionFault.mayBeStale(e)) {
        // The server had closed a kept connection just when it was to be used again.
        repeatedBroken = true;
        attempts--;
        return null;
      }
      return failed(ConnectionFault.toError(e, dialect.server()));
    }
  }

  private HttpRequest.Builder requestTo() {
    HttpRequest.Builder builder = HttpRequest.newBuilder(dialect.chatUri());
    Headers.all(dialect.headers(), dialect.server()).forEach(builder::setHeader);
    return builder;
  }

  private static String errorBody(HttpCall call)
      throws InterruptedException, HttpCall.StoppedException {
    String body = Bodies.text(call, Refusal.MAX_BODY_BYTES);
    call.finish();
    return body;
  }

  private @Nullable StreamEvent refused(Refusal refusal) throws InterruptedException {
    RetryPolicy retry = dialect.server().retry();
    if (refusal.isBusy()) {
      Optional<Duration> asked = refusal.retryAfter(Instant.now());
      Duration pause = asked.orElse(retry.pauseBefore(attempts + 1));
      if (attempts >= retry.attempts() || pause.compareTo(retry.longestPause()) > 0) {
        return failed(dialect.failure(refusal, request));
      }
      pause(pause);
      return StreamEvent.Progress.of(Phase.QUEUED);
    }
    // A server can refuse a handful of things, one after the other.
    if (lessons < 8 && dialect.learn(refusal, request)) {
      lessons++;
      attempts--;
      return null;
    }
    return failed(dialect.failure(refusal, request));
  }

  private void pause(Duration pause) throws InterruptedException {
    long before = transport.timer().nanoTime();
    CountDownLatch over = new CountDownLatch(1);
    wakeBy(over::countDown);
    Runnable withdrawal = transport.timer().schedule(pause, over::countDown);
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
    Answer answer = now.answer();
    StreamEvent event = answer.poll();
    if (event != null) {
      if (event instanceof StreamEvent.Delta) {
        if (clock.delta()) {
          now.call().answered();
        }
      }
      return event;
    }
    if (end != null) {
      return end;
    }
    if (answer.ended()) {
      return endOf(now, true, null);
    }
    if (now.reader().next()) {
      decode(now, false);
      return null;
    }
    try {
      ByteBuffer bytes = now.call().take();
      if (bytes != null) {
        now.reader().add(bytes);
        return null;
      }
      return endOf(now, false, null);
    } catch (HttpCall.StoppedException e) {
      throw e;
    } catch (IOException e) {
      return endOf(now, false, e);
    }
  }

  private void decode(Reading now, boolean atEnd) {
    EventReader reader = now.reader();
    try {
      now.decoder().decode(reader.bytes(), reader.start(), reader.end(), now.answer());
    } catch (JsonProcessingException e) {
      // Half an event at the end is no fault of its own: the body broke off within it.
      if (!decodeRepaired(now) && !atEnd) {
        throw new WireException("something that is no JSON");
      }
    }
  }

  /** Some servers cut a code point in two; true if that was all that was wrong. */
  private static boolean decodeRepaired(Reading now) {
    EventReader reader = now.reader();
    byte[] repaired = Json.repaired(reader.bytes(), reader.start(), reader.end());
    if (Arrays.equals(repaired, 0, repaired.length, reader.bytes(), reader.start(), reader.end())
        || now.answer().hasReady()) {
      return false;
    }
    try {
      now.decoder().decode(repaired, 0, repaired.length, now.answer());
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The body has ended, or nothing more is to be read of it. */
  private @Nullable StreamEvent endOf(
      Reading now, boolean byProtocol, @Nullable IOException fault) {
    Answer answer = now.answer();
    if (!byProtocol && now.reader().last()) {
      decode(now, true);
    }
    answer.flush();
    if (answer.stoppedEarly() || !byProtocol) {
      now.call().stop(new HttpCall.Stop.Cancelled());
    } else {
      now.call().finish();
    }
    end = terminal(answer, byProtocol, fault);
    over();
    // What was held back comes first.
    return null;
  }

  private StreamEvent.Terminal terminal(
      Answer answer, boolean byProtocol, @Nullable IOException fault) {
    LlmException error = answer.error();
    FinishReason reason = answer.finishReason();
    if (error == null && (byProtocol || reason != null)) {
      error = dialect.review(answer, request);
      if (error == null) {
        return new StreamEvent.Completed(
            reason == null ? FinishReason.STOP : reason, answer.usage(), clock.stop(answer));
      }
    }
    if (error == null) {
      error = ConnectionFault.brokenOff(fault, dialect.server(), answer.begun());
    }
    return new StreamEvent.Failed(error, answer.usage(), clock.stop(answer));
  }

  private StreamEvent failed(LlmException error) {
    Answer answer = reading == null ? null : reading.answer();
    TokenUsage usage = answer == null ? TokenUsage.UNKNOWN : answer.usage();
    return conclude(new StreamEvent.Failed(error, usage, clock.stop(answer)));
  }

  private StreamEvent stopped(HttpCall.Stop reason) {
    Answer answer = reading == null ? null : reading.answer();
    TokenUsage usage = answer == null ? TokenUsage.UNKNOWN : answer.usage();
    Timings timings = clock.stop(answer);
    StreamEvent.Terminal terminal =
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
        };
    return conclude(terminal);
  }

  /** Gives everything up; what was held back comes before the terminal event. */
  private StreamEvent conclude(StreamEvent.Terminal terminal) {
    end = terminal;
    over();
    if (reading == null) {
      return terminal;
    }
    reading.call().stop(new HttpCall.Stop.Cancelled());
    reading.answer().flush();
    StreamEvent held = reading.answer().poll();
    return held == null ? terminal : held;
  }

  private HttpCall.@Nullable Stop stopWanted() {
    lock.lock();
    try {
      return stop;
    } finally {
      lock.unlock();
    }
  }

  private HttpCall.Stop stopReason() {
    HttpCall.Stop wanted = stopWanted();
    return wanted == null ? new HttpCall.Stop.Cancelled() : wanted;
  }

  /** Names what wakes the reader from now on; runs it at once if the cancel came before. */
  private void wakeBy(Runnable wake) {
    boolean late;
    lock.lock();
    try {
      waker = wake;
      late = stop != null;
    } finally {
      lock.unlock();
    }
    if (late) {
      wake.run();
    }
  }

  private void startTotalClock() {
    Duration total = dialect.server().timeouts().total();
    if (total.isPositive()) {
      totalClock =
          transport.timer().schedule(total, () -> stop(new HttpCall.Stop.Expired(Clock.TOTAL)));
    }
  }

  private void over() {
    lock.lock();
    try {
      over = true;
      waker = null;
    } finally {
      lock.unlock();
    }
    if (totalClock != null) {
      totalClock.run();
    }
  }
}
