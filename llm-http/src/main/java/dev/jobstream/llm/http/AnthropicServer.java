package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.LlmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server of Anthropic's protocol tells of its models. */
final class AnthropicServer {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String PROTOCOL_VERSION = "2023-06-01";

  private final ServerOptions server;
  private final QuickCall calls;

  AnthropicServer(ServerOptions server) {
    this(HttpTransport.shared(), server);
  }

  AnthropicServer(HttpTransport transport, ServerOptions server) {
    this.server = server;
    this.calls = new QuickCall(transport, server, headers(server), LIMIT);
  }

  static Map<String, String> headers(ServerOptions server) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("anthropic-version", PROTOCOL_VERSION);
    server.key().ifPresent(key -> headers.put("x-api-key", key.secret()));
    return headers;
  }

  static Capabilities capabilities(String model, boolean streaming) {
    return new Capabilities(streaming, true, thinks(model), false, Cancellation.STOPS_READING);
  }

  /** Only the models before Claude 3.7 cannot. */
  private static boolean thinks(String model) {
    return !model.matches("claude-(2|instant|3-(opus|sonnet|haiku|5)).*");
  }

  BackendReport probe() {
    try {
      QuickCall.Reply reply =
          calls.get(ServerPaths.anthropic(server.baseUri(), "/models?limit=1000"));
      JsonNode data = reply.json().path("data");
      if (!data.isArray()) {
        return new BackendReport.Unreachable(
            server.baseUri(),
            reply.status() == 200
                ? new LlmException.ModelUnavailable(
                    "The server `%s` does not answer as one of Anthropic's protocol does. Check the address."
                        .formatted(server.baseUri()))
                : new Refusal(reply.status(), reply.headers(), reply.body())
                    .asError(server, "", null));
      }
      List<ServedModel> models = new ArrayList<>();
      for (JsonNode model : data) {
        String id = model.path("id").asText();
        models.add(
            new ServedModel(
                id, capabilities(id, true), model.path("max_input_tokens").asInt(0), 0, false));
      }
      return new BackendReport.Reachable(
          server.baseUri(),
          "",
          models,
          reply.latency(),
          Cancellation.STOPS_READING,
          "We stop listening; whether the model goes on, and is paid for, the server does not say.");
    } catch (LlmException e) {
      return new BackendReport.Unreachable(server.baseUri(), e);
    }
  }
}
