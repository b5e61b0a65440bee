package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Short questions to a server, such as for its version: some seconds at most, and nothing is tried
 * again. Thread-safe.
 */
final class QuickCall {
  /** A list of models can be long. */
  private static final int MAX_BODY_BYTES = 8 << 20;

  private final HttpTransport transport;
  private final ServerOptions server;
  private final Map<String, String> headers;
  private final HttpTimeouts limits;

  /**
   * @param limit how long each step of a question may take; the server's own connect clock may be
   *     shorter
   */
  QuickCall(
      HttpTransport transport, ServerOptions server, Map<String, String> headers, Duration limit) {
    this.transport = transport;
    this.server = server;
    this.headers = headers;
    Duration connect = server.timeouts().connect();
    this.limits =
        new HttpTimeouts(
            connect.compareTo(limit) < 0 ? connect : limit, limit, limit, Duration.ZERO);
  }

  /** What came back. */
  record Reply(int status, HttpHeaders headers, String body, Duration latency) {
    /** The body as JSON; a missing node if it is none, or if the server refused. */
    JsonNode json() {
      if (status != 200) {
        return MissingNode.getInstance();
      }
      try {
        return Json.MAPPER.readTree(body);
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }
  }

  /**
   * Asks with GET.
   *
   * @throws LlmException if there is no answer
   */
  Reply get(URI uri) {
    return ask(new HttpCall(transport, request(uri), limits));
  }

  /**
   * Asks with POST.
   *
   * @throws LlmException if there is no answer
   */
  Reply post(URI uri, JsonNode body) {
    return ask(new HttpCall(transport, request(uri), limits).post(Json.bytes(body)));
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
    Headers.all(headers, server).forEach(builder::setHeader);
    return builder;
  }

  private Reply ask(HttpCall call) {
    long start = transport.timer().nanoTime();
    try {
      HttpResponse.ResponseInfo response = call.send();
      Duration latency = Duration.ofNanos(transport.timer().nanoTime() - start);
      String body = Bodies.text(call, MAX_BODY_BYTES);
      call.finish();
      return new Reply(response.statusCode(), response.headers(), body, latency);
    } catch (HttpCall.StoppedException e) {
      throw switch (e.stop()) {
        case HttpCall.Stop.Expired expired -> silent();
        case HttpCall.Stop.Cancelled cancelled -> interrupted();
      };
    } catch (IOException e) {
      call.stop(new HttpCall.Stop.Cancelled());
      throw ConnectionFault.toError(e, server);
    } catch (InterruptedException e) {
      call.stop(new HttpCall.Stop.Cancelled());
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private LlmException silent() {
    return new LlmException.ModelUnavailable(
        "The server `%s` did not answer within %d s. Look whether it runs and has much to do."
            .formatted(server.baseUri(), Math.max(1, limits.firstByte().toSeconds())));
  }

  private LlmException interrupted() {
    return new LlmException.Interrupted(
        "The question to `%s` was interrupted. Ask again.".formatted(server.baseUri()));
  }
}
