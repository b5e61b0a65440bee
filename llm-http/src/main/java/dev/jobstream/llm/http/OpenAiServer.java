package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a server of OpenAI's protocol tells of itself and its models. */
final class OpenAiServer {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ServerOptions server;
  private final QuickCall calls;

  /** A server and its version, as far as it gives itself away. */
  private record Software(String text, OpenAiPreset preset) {}

  OpenAiServer(ServerOptions server) {
    this(HttpTransport.shared(), server);
  }

  OpenAiServer(HttpTransport transport, ServerOptions server) {
    this.server = server;
    this.calls = new QuickCall(transport, server, headers(server), LIMIT);
  }

  static Map<String, String> headers(ServerOptions server) {
    return server
        .key()
        .map(key -> Map.of("Authorization", "Bearer " + key.secret()))
        .orElse(Map.of());
  }

  BackendReport probe() {
    try {
      QuickCall.Reply reply = calls.get(ServerPaths.openAi(server.baseUri(), "/models"));
      JsonNode list = reply.json();
      if (!list.path("data").isArray() && !list.isArray()) {
        return new BackendReport.Unreachable(server.baseUri(), refused(reply));
      }
      Software software = software(reply, list);
      Capabilities capabilities = software.preset().capabilities(true);
      List<ServedModel> models = new ArrayList<>();
      for (JsonNode model : list.isArray() ? list : list.path("data")) {
        models.add(
            new ServedModel(
                model.path("id").asText(),
                capabilities,
                context(model),
                0,
                "loaded".equals(model.path("state").asText())));
      }
      return new BackendReport.Reachable(
          server.baseUri(),
          software.text(),
          models,
          reply.latency(),
          software.preset().cancellation(),
          note(software.preset()));
    } catch (LlmException e) {
      return new BackendReport.Unreachable(server.baseUri(), e);
    }
  }

  private static String note(OpenAiPreset preset) {
    return switch (preset) {
      case LLAMA_SERVER ->
          "Closing the connection stops the model; while it reads a prompt, at the end of a batch.";
      case VLLM -> "Closing the connection stops the model.";
      case OPENAI, LM_STUDIO, OPENROUTER, GROQ, DEEPSEEK, GEMINI, OTHER ->
          "We stop listening; whether the model goes on, and is paid for, the server does not say.";
    };
  }

  private LlmException refused(QuickCall.Reply reply) {
    if (reply.status() == 200) {
      return new LlmException.ModelUnavailable(
          "The server `%s` does not answer as one of OpenAI's protocol does. Check the address."
              .formatted(server.baseUri()));
    }
    return new Refusal(reply.status(), reply.headers(), reply.body()).asError(server, "", null);
  }

  /** Every server has a name of its own for it. */
  private static int context(JsonNode model) {
    for (JsonNode candidate :
        new JsonNode[] {
          model.path("max_model_len"),
          model.path("context_length"),
          model.path("context_window"),
          model.path("max_context_length"),
          model.path("meta").path("n_ctx"),
          model.path("meta").path("n_ctx_train")
        }) {
      if (candidate.canConvertToInt() && candidate.intValue() > 0) {
        return candidate.intValue();
      }
    }
    return 0;
  }

  private Software software(QuickCall.Reply reply, JsonNode list) {
    OpenAiPreset known = OpenAiPreset.of(server.baseUri());
    String owner = list.path("data").path(0).path("owned_by").asText("");
    String named = reply.headers().firstValue("Server").orElse("");
    if (owner.equals("llamacpp") || named.contains("llama.cpp")) {
      String build = ask("/props").path("build_info").asText("");
      return new Software(("llama-server " + build).strip(), OpenAiPreset.LLAMA_SERVER);
    }
    if (owner.equals("vllm")) {
      String version = ask("/version").path("version").asText("");
      return new Software(("vLLM " + version).strip(), OpenAiPreset.VLLM);
    }
    return new Software(known == OpenAiPreset.OTHER ? "" : known.id(), known);
  }

  private JsonNode ask(String path) {
    URI uri = ServerPaths.besideVersion(server.baseUri(), path);
    try {
      return calls.get(uri).json();
    } catch (LlmException e) {
      return MissingNode.getInstance();
    }
  }
}
