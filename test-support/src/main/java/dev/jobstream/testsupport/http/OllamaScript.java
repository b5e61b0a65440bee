package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Ollama's words. */
final class OllamaScript implements ProtocolScript {
  static final String VERSION = "0.32.1";
  private static final String CREATED = "2026-03-12T09:41:07.218354Z";

  @Override
  public void question(WireExchange exchange, String path) throws IOException {
    switch (path) {
      case "/api/version" -> json(exchange, ProtocolScript.object().put("version", VERSION));
      case "/api/tags" -> {
        ObjectNode list = ProtocolScript.object();
        ObjectNode model = list.putArray("models").addObject();
        model.put("name", ScriptedServer.MODEL).put("model", ScriptedServer.MODEL);
        model.put("modified_at", CREATED).put("size", 815_319_791L);
        model.put("digest", "8648f39daa8fbf5b18c7b4e6a8fb4990c692751d49917417b8842ca5758e7ffc");
        ObjectNode details = model.putObject("details");
        details.put("format", "gguf").put("family", "qwen3").put("parameter_size", "1B");
        details.put("quantization_level", "Q4_K_M");
        json(exchange, list);
      }
      case "/api/ps" -> {
        ObjectNode list = ProtocolScript.object();
        list.putArray("models").addObject().put("name", ScriptedServer.MODEL);
        json(exchange, list);
      }
      case "/api/show" -> {
        if (knows(exchange)) {
          ObjectNode shown = ProtocolScript.object();
          shown.putArray("capabilities").add("completion").add("tools").add("thinking");
          shown
              .putObject("model_info")
              .put("general.architecture", "qwen3")
              .put("qwen3.context_length", 40_960);
          json(exchange, shown);
        }
      }
      case "/api/pull" -> pull(exchange);
      default -> exchange.respond(404, "text/plain", "404 page not found");
    }
  }

  private static void pull(WireExchange exchange) throws IOException {
    String layer = "sha256:8648f39daa8fbf5b18c7b4e6a8fb4990c692751d49917417b8842ca5758e7ffc";
    String name = exchange.json().path("model").asText(exchange.json().path("name").asText());
    exchange.begin(200, "application/x-ndjson");
    exchange.write("{\"status\":\"pulling manifest\"}\n");
    if (name.contains("missing")) {
      exchange.write("{\"error\":\"pull model manifest: file does not exist\"}\n");
      exchange.end();
      return;
    }
    for (long done = 0; done <= 1_000_000; done += 250_000) {
      exchange.write(
          "{\"status\":\"pulling 8648f39daa8f\",\"digest\":\"%s\",\"total\":1000000,\"completed\":%d}\n"
              .formatted(layer, done));
    }
    exchange.write("{\"status\":\"verifying sha256 digest\"}\n{\"status\":\"writing manifest\"}\n");
    exchange.write("{\"status\":\"success\"}\n");
    exchange.end();
  }

  @Override
  public boolean refuses(WireExchange exchange) throws IOException {
    return !knows(exchange);
  }

  private boolean knows(WireExchange exchange) throws IOException {
    String model = exchange.json().path("model").asText();
    boolean known = model.equals(ScriptedServer.MODEL);
    if (!known) {
      exchange.respond(
          404, "application/json", refusal(404, "model '%s' not found".formatted(model)));
    }
    return known;
  }

  @Override
  public String refusal(int status, String error) {
    return ProtocolScript.object().put("error", error).toString();
  }

  @Override
  public String whole(JsonNode request, ScriptedAnswer answer) {
    ObjectNode line = last(answer);
    ObjectNode message = line.putObject("message").put("role", "assistant");
    message.put("content", String.join("", answer.text()));
    if (!answer.thinking().isEmpty()) {
      message.put("thinking", String.join("", answer.thinking()));
    }
    return line.toString();
  }

  @Override
  public String start(JsonNode request, ScriptedAnswer answer) {
    return "";
  }

  @Override
  public String thinking(JsonNode request, String piece) {
    ObjectNode line = line();
    line.putObject("message").put("role", "assistant").put("content", "").put("thinking", piece);
    return line.put("done", false) + "\n";
  }

  @Override
  public String between(JsonNode request, ScriptedAnswer answer) {
    return "";
  }

  @Override
  public String text(JsonNode request, ScriptedAnswer answer, String piece) {
    ObjectNode line = line();
    line.putObject("message").put("role", "assistant").put("content", piece);
    return line.put("done", false) + "\n";
  }

  @Override
  public String end(JsonNode request, ScriptedAnswer answer) {
    ObjectNode line = last(answer);
    line.putObject("message").put("role", "assistant").put("content", "");
    return line + "\n";
  }

  @Override
  public String error(String words) {
    return ProtocolScript.object().put("error", words) + "\n";
  }

  private static ObjectNode line() {
    return ProtocolScript.object().put("model", ScriptedServer.MODEL).put("created_at", CREATED);
  }

  private static ObjectNode last(ScriptedAnswer answer) {
    return line()
        .put("done", true)
        .put("done_reason", answer.end() == ScriptedAnswer.End.LENGTH ? "length" : "stop")
        .put("total_duration", 3_126_418_250L)
        .put("load_duration", 41_207_917L)
        .put("prompt_eval_count", 412)
        .put("prompt_eval_duration", 812_044_000L)
        .put("eval_count", ProtocolScript.tokens(answer))
        .put("eval_duration", 498_120_000L);
  }

  private static void json(WireExchange exchange, JsonNode body) throws IOException {
    exchange.respond(200, "application/json; charset=utf-8", body.toString());
  }
}
