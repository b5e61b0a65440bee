package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.LlmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an Ollama server tells of itself and its models. */
final class OllamaServer {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** A machine with more has better ways to list them. */
  private static final int MAX_MODELS = 100;

  private final ServerOptions server;
  private final QuickCall calls;

  OllamaServer(ServerOptions server) {
    this(HttpTransport.shared(), server, LIMIT);
  }

  OllamaServer(HttpTransport transport, ServerOptions server, Duration limit) {
    this.server = server;
    this.calls = new QuickCall(transport, server, headers(server), limit);
  }

  /** Ollama itself needs no key; its cloud and servers in front of it may. */
  static Map<String, String> headers(ServerOptions server) {
    return server
        .key()
        .map(key -> Map.of("Authorization", "Bearer " + key.secret()))
        .orElse(Map.of());
  }

  /** Its version; {@link OllamaVersion#UNKNOWN} if it does not say. */
  OllamaVersion version() {
    return OllamaVersion.of(get("/version").json().path("version").asText(""));
  }

  /** What it says of one model; null capabilities if it has none of that name. */
  ServedModel show(String name, OllamaVersion version) {
    JsonNode shown =
        calls
            .post(
                ServerPaths.ollama(server.baseUri(), "/show"),
                Json.MAPPER.createObjectNode().put("model", name))
            .json();
    if (shown.isMissingNode()) {
      return new ServedModel(name, null, 0, 0, false);
    }
    int context = 0;
    for (Map.Entry<String, JsonNode> entry : shown.path("model_info").properties()) {
      if (entry.getKey().endsWith(".context_length")) {
        context = entry.getValue().asInt();
      }
    }
    Set<String> abilities = new HashSet<>();
    shown.path("capabilities").forEach(ability -> abilities.add(ability.asText()));
    Capabilities capabilities =
        new Capabilities(true, true, abilities.contains("thinking"), false, version.cancellation());
    return new ServedModel(name, capabilities, context, 0, false);
  }

  BackendReport probe() {
    try {
      QuickCall.Reply reply = get("/version");
      OllamaVersion version = OllamaVersion.of(reply.json().path("version").asText(""));
      if (version.equals(OllamaVersion.UNKNOWN)) {
        return new BackendReport.Unreachable(server.baseUri(), notOllama(reply));
      }
      return new BackendReport.Reachable(
          server.baseUri(),
          "Ollama " + version.text(),
          models(version),
          reply.latency(),
          version.cancellation(),
          version.cancellation() == Cancellation.STOPS_COMPUTE
              ? "Closing the connection stops the model."
              : "This version reads the prompt to its end before it notices; later it stops.");
    } catch (LlmException e) {
      return new BackendReport.Unreachable(server.baseUri(), e);
    }
  }

  private LlmException notOllama(QuickCall.Reply reply) {
    return new LlmException.ModelUnavailable(
        "The server `%s` does not answer as Ollama does (HTTP %d). Check the address."
            .formatted(server.baseUri(), reply.status()));
  }

  private List<ServedModel> models(OllamaVersion version) {
    Set<String> loaded = new HashSet<>();
    get("/ps").json().path("models").forEach(model -> loaded.add(model.path("name").asText()));
    List<ServedModel> models = new ArrayList<>();
    boolean answers = true;
    for (JsonNode model : get("/tags").json().path("models")) {
      if (models.size() == MAX_MODELS) {
        break;
      }
      String name = model.path("name").asText();
      ServedModel shown = new ServedModel(name, null, 0, 0, false);
      try {
        shown = answers ? show(name, version) : shown;
      } catch (LlmException e) {
        // Slow to tell of one, it is not asked for the others as well.
        answers = false;
      }
      models.add(
          new ServedModel(
              name,
              shown.capabilities(),
              shown.contextTokens(),
              model.path("size").asLong(),
              loaded.contains(name)));
    }
    return models;
  }

  private QuickCall.Reply get(String path) {
    return calls.get(ServerPaths.ollama(server.baseUri(), path));
  }
}
