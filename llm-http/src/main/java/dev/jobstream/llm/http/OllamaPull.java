package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.DownloadProgress;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ProgressMeter;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has an Ollama server fetch a model. What it has fetched stays with it when this breaks off, and
 * the next pull goes on from there.
 *
 * <p>Single use. One thread runs it; {@link #cancel} may be called from any.
 */
public final class OllamaPull {

  /** How a pull ended. */
  public enum Outcome {
    /** The model is there. */
    COMPLETED,
    /** It was cancelled. */
    CANCELLED
  }

  private final HttpTransport transport;
  private final ServerOptions server;
  private final String model;
  private final AtomicBoolean used = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicReference<@Nullable HttpCall> running = new AtomicReference<>();

  // The running thread's own: bytes by layer.
  private final Map<String, Long> done = new HashMap<>();
  private final Map<String, Long> totals = new HashMap<>();
  private boolean begun;
  private boolean succeeded;

  OllamaPull(HttpTransport transport, ServerOptions server, String model) {
    this.transport = transport;
    this.server = server;
    this.model = model;
  }

  /** Prepares a pull; no I/O. */
  public static OllamaPull of(ServerOptions server, String model) {
    return new OllamaPull(HttpTransport.shared(), server, model);
  }

  /**
   * Pulls on the calling thread. An interrupt of the thread is a cancel and keeps the thread's
   * interrupt flag set. The server may be silent as long as the first-byte clock allows, since it
   * checks a large layer without a word.
   *
   * @param listener is told of the progress, all layers together
   * @throws LlmException if the model could not be pulled
   * @throws IllegalStateException if it was run before
   */
  public Outcome run(DownloadListener listener) {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("A pull can be run once.");
    }
    HttpTimeouts patient = server.timeouts().withIdle(server.timeouts().firstByte());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ServerPaths.ollama(server.baseUri(), "/pull"));
    Headers.all(OllamaServer.headers(server), server).forEach(request::setHeader);
    HttpCall call =
        new HttpCall(transport, request, patient)
            .post(
                Json.bytes(Json.MAPPER.createObjectNode().put("model", model).put("stream", true)));
    running.set(call);
    try {
      if (cancelled.get()) {
        return Outcome.CANCELLED;
      }
      HttpResponse.ResponseInfo response = call.send();
      if (response.statusCode() != 200) {
        throw refused(response, call);
      }
      begun = true;
      call.answered();
      read(call, new ProgressMeter(listener, transport.timer()::nanoTime));
      call.finish();
      return Outcome.COMPLETED;
    } catch (HttpCall.StoppedException e) {
      return switch (e.stop()) {
        case HttpCall.Stop.Cancelled stop -> Outcome.CANCELLED;
        case HttpCall.Stop.Expired(Clock clock) ->
            throw clock.toError(server.withTimeouts(patient));
      };
    } catch (IOException e) {
      throw begun ? brokenOff(e) : ConnectionFault.toError(e, server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.CANCELLED;
    } finally {
      if (!succeeded) {
        call.stop(new HttpCall.Stop.Cancelled());
      }
    }
  }

  private LlmException brokenOff(IOException fault) {
    return new LlmException.Interrupted(
        "Ollama at `%s` broke off getting the model `%s`. Pull it again: it goes on from there."
            .formatted(server.baseUri(), model),
        fault);
  }

  /** Ends the pull soon; the server stops fetching and keeps what it has. Idempotent. */
  public void cancel() {
    cancelled.set(true);
    HttpCall call = running.get();
    if (call != null) {
      call.stop(new HttpCall.Stop.Cancelled());
    }
  }

  private LlmException refused(HttpResponse.ResponseInfo response, HttpCall call)
      throws IOException, InterruptedException {
    Refusal refusal =
        new Refusal(
            response.statusCode(), response.headers(), Bodies.text(call, Refusal.MAX_BODY_BYTES));
    return refusal.asError(server, model, null);
  }

  private void read(HttpCall call, ProgressMeter meter) throws IOException, InterruptedException {
    NdjsonReader lines = new NdjsonReader();
    for (ByteBuffer bytes = call.take(); bytes != null && !succeeded; bytes = call.take()) {
      lines.add(bytes);
      while (!succeeded && lines.next()) {
        line(
            Json.MAPPER.readTree(lines.bytes(), lines.start(), lines.end() - lines.start()), meter);
      }
      if (succeeded) {
        return;
      }
    }
    if (!succeeded) {
      throw new IOException("no success");
    }
  }

  private void line(JsonNode line, ProgressMeter meter) {
    String error = line.path("error").asText("");
    if (!error.isEmpty()) {
      throw new LlmException.ModelUnavailable(
          "Ollama at `%s` could not get the model `%s`%s. Check the name."
              .formatted(server.baseUri(), model, Refusal.quoted(error, server, null)));
    }
    String status = line.path("status").asText("");
    String digest = line.path("digest").asText("");
    if (!digest.isEmpty()) {
      totals.put(digest, line.path("total").asLong());
      done.put(digest, line.path("completed").asLong());
    }
    long sum = totals.values().stream().mapToLong(Long::longValue).sum();
    meter.report(
        status.startsWith("verifying")
            ? DownloadProgress.Phase.CHECKING
            : DownloadProgress.Phase.DOWNLOADING,
        model,
        done.values().stream().mapToLong(Long::longValue).sum(),
        sum > 0 ? sum : -1);
    succeeded = status.equals("success");
  }
}
