package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Anthropic's words. The answer to a forced tool is its input, as JSON. */
final class AnthropicScript implements ProtocolScript {

  @Override
  public void question(WireExchange exchange, String path) throws IOException {
    if (unauthorised(exchange)) {
      return;
    }
    if (path.equals("/v1/models")) {
      ObjectNode list = ProtocolScript.object();
      list.putArray("data")
          .addObject()
          .put("type", "model")
          .put("id", ScriptedServer.MODEL)
          .put("display_name", "Scripted")
          .put("created_at", "2026-03-12T00:00:00Z");
      list.put("has_more", false).put("first_id", ScriptedServer.MODEL);
      list.put("last_id", ScriptedServer.MODEL);
      exchange.respond(200, "application/json", list.toString());
    } else {
      exchange.respond(404, "application/json", refusal(404, "Not found"));
    }
  }

  @Override
  public boolean refuses(WireExchange exchange) throws IOException {
    JsonNode request = exchange.json();
    if (unauthorised(exchange)) {
      return true;
    }
    if (exchange.header("anthropic-version").isEmpty() || !request.path("max_tokens").isInt()) {
      exchange.respond(400, "application/json", refusal(400, "max_tokens: Field required"));
      return true;
    }
    if (!request.path("model").asText().equals(ScriptedServer.MODEL)) {
      exchange.respond(
          404, "application/json", refusal(404, "model: " + request.path("model").asText()));
      return true;
    }
    boolean forced = request.path("tool_choice").path("type").asText().equals("tool");
    if (forced && request.has("thinking")) {
      exchange.respond(
          400,
          "application/json",
          refusal(400, "Thinking may not be enabled when tool_choice forces tool use."));
      return true;
    }
    return false;
  }

  private boolean unauthorised(WireExchange exchange) throws IOException {
    // The header of the protocol's first years, and the one that its own clients send today.
    boolean known =
        exchange.header("x-api-key").equals(ScriptedServer.KEY)
            || exchange.header("Authorization").equals("Bearer " + ScriptedServer.KEY);
    if (!known) {
      exchange.respond(401, "application/json", refusal(401, "invalid x-api-key"));
    }
    return !known;
  }

  @Override
  public String refusal(int status, String error) {
    String type =
        switch (status) {
          case 401 -> "authentication_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    return errorObject(type, error).toString();
  }

  private static ObjectNode errorObject(String type, String words) {
    ObjectNode body = ProtocolScript.object().put("type", "error");
    body.putObject("error").put("type", type).put("message", words);
    return body;
  }

  @Override
  public String whole(JsonNode request, ScriptedAnswer answer) {
    ObjectNode body = message(ProtocolScript.tokens(answer));
    ObjectNode block = body.withArray("content").addObject();
    if (usesTool(request)) {
      try {
        block.put("type", "tool_use").put("id", "toolu_1").put("name", toolName(request));
        block.set("input", JSON.readTree(String.join("", answer.text())));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      block.put("type", "text").put("text", String.join("", answer.text()));
    }
    return body.put("stop_reason", reason(request, answer)).toString();
  }

  @Override
  public String start(JsonNode request, ScriptedAnswer answer) {
    ObjectNode start = ProtocolScript.object().put("type", "message_start");
    start.set("message", message(1));
    String all = event(start) + event(ProtocolScript.object().put("type", "ping"));
    if (!answer.thinking().isEmpty()) {
      ObjectNode block = ProtocolScript.object().put("type", "content_block_start").put("index", 0);
      block
          .putObject("content_block")
          .put("type", "thinking")
          .put("thinking", "")
          .put("signature", "");
      all += event(block);
    }
    return all;
  }

  @Override
  public String thinking(JsonNode request, String piece) {
    ObjectNode event = delta(0);
    ((ObjectNode) event.path("delta")).put("type", "thinking_delta").put("thinking", piece);
    return event(event);
  }

  @Override
  public String between(JsonNode request, ScriptedAnswer answer) {
    int index = index(answer);
    String all = "";
    if (index > 0) {
      ObjectNode signature = delta(0);
      ((ObjectNode) signature.path("delta")).put("type", "signature_delta").put("signature", "Eq");
      all = event(signature) + stop(0);
    }
    ObjectNode start =
        ProtocolScript.object().put("type", "content_block_start").put("index", index);
    ObjectNode block = start.putObject("content_block");
    if (usesTool(request)) {
      block.put("type", "tool_use").put("id", "toolu_1").put("name", toolName(request));
      block.putObject("input");
    } else {
      block.put("type", "text").put("text", "");
    }
    return all + event(start);
  }

  /** The answer's block stands behind that of thinking, if there is one. */
  private static int index(ScriptedAnswer answer) {
    return answer.thinking().isEmpty() ? 0 : 1;
  }

  private static String stop(int index) {
    return event(ProtocolScript.object().put("type", "content_block_stop").put("index", index));
  }

  @Override
  public String text(JsonNode request, ScriptedAnswer answer, String piece) {
    ObjectNode event = delta(index(answer));
    ObjectNode delta = (ObjectNode) event.path("delta");
    if (usesTool(request)) {
      delta.put("type", "input_json_delta").put("partial_json", piece);
    } else {
      delta.put("type", "text_delta").put("text", piece);
    }
    return event(event);
  }

  @Override
  public String end(JsonNode request, ScriptedAnswer answer) {
    ObjectNode last = ProtocolScript.object().put("type", "message_delta");
    last.putObject("delta").put("stop_reason", reason(request, answer)).putNull("stop_sequence");
    last.putObject("usage").put("output_tokens", ProtocolScript.tokens(answer));
    return stop(index(answer))
        + event(last)
        + event(ProtocolScript.object().put("type", "message_stop"));
  }

  @Override
  public String error(String words) {
    return event(errorObject("api_error", words));
  }

  private static String event(ObjectNode body) {
    return "event: %s\ndata: %s\n\n".formatted(body.path("type").asText(), body);
  }

  private static ObjectNode delta(int index) {
    ObjectNode event =
        ProtocolScript.object().put("type", "content_block_delta").put("index", index);
    event.putObject("delta");
    return event;
  }

  private static ObjectNode message(int outputTokens) {
    ObjectNode message =
        ProtocolScript.object()
            .put("id", "msg_scripted")
            .put("type", "message")
            .put("role", "assistant")
            .put("model", ScriptedServer.MODEL);
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.putObject("usage").put("input_tokens", 412).put("output_tokens", outputTokens);
    return message;
  }

  private static boolean usesTool(JsonNode request) {
    return request.path("tools").size() > 0;
  }

  private static String toolName(JsonNode request) {
    return request.path("tools").path(0).path("name").asText();
  }

  private static String reason(JsonNode request, ScriptedAnswer answer) {
    if (answer.end() == ScriptedAnswer.End.LENGTH) {
      return "max_tokens";
    }
    return usesTool(request) ? "tool_use" : "end_turn";
  }
}
