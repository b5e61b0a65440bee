package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** OpenAI's words. */
final class OpenAiScript implements ProtocolScript {
  private static final long CREATED = 1_773_308_467;

  @Override
  public void question(WireExchange exchange, String path) throws IOException {
    if (unauthorised(exchange)) {
      return;
    }
    if (path.equals("/v1/models")) {
      ObjectNode list = ProtocolScript.object().put("object", "list");
      list.putArray("data")
          .addObject()
          .put("id", ScriptedServer.MODEL)
          .put("object", "model")
          .put("created", CREATED)
          .put("owned_by", "scripted");
      exchange.respond(200, "application/json", list.toString());
    } else {
      exchange.respond(404, "application/json", refusal(404, "Unknown request URL."));
    }
  }

  @Override
  public boolean refuses(WireExchange exchange) throws IOException {
    if (unauthorised(exchange)) {
      return true;
    }
    String model = exchange.json().path("model").asText();
    if (!model.equals(ScriptedServer.MODEL)) {
      exchange.respond(
          404,
          "application/json",
          refusal(
              404,
              "The model `%s` does not exist or you do not have access to it.".formatted(model)));
      return true;
    }
    return false;
  }

  /** A server on one's own machine asks for no key, and refuses a wrong one all the same. */
  private boolean unauthorised(WireExchange exchange) throws IOException {
    String given = exchange.header("Authorization");
    boolean known = given.isEmpty() || given.equals("Bearer " + ScriptedServer.KEY);
    if (!known) {
      exchange.respond(401, "application/json", refusal(401, "Incorrect API key provided."));
    }
    return !known;
  }

  @Override
  public String refusal(int status, String error) {
    ObjectNode body = ProtocolScript.object();
    body.putObject("error")
        .put("message", error)
        .put("type", status == 429 ? "requests" : "invalid_request_error")
        .putNull("param")
        .put("code", status == 429 ? "rate_limit_exceeded" : "refused");
    return body.toString();
  }

  @Override
  public String whole(JsonNode request, ScriptedAnswer answer) {
    ObjectNode body = head("chat.completion");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", String.join("", answer.text()));
    if (!answer.thinking().isEmpty()) {
      message.put("reasoning_content", String.join("", answer.thinking()));
    }
    choice.put("finish_reason", reason(answer));
    usage(body, answer);
    return body.toString();
  }

  @Override
  public String start(JsonNode request, ScriptedAnswer answer) {
    ObjectNode chunk = head("chat.completion.chunk");
    delta(chunk).put("role", "assistant").put("content", "");
    return event(chunk);
  }

  @Override
  public String thinking(JsonNode request, String piece) {
    ObjectNode chunk = head("chat.completion.chunk");
    delta(chunk).put("reasoning_content", piece);
    return event(chunk);
  }

  @Override
  public String between(JsonNode request, ScriptedAnswer answer) {
    return ": keep-alive\n\n";
  }

  @Override
  public String text(JsonNode request, ScriptedAnswer answer, String piece) {
    ObjectNode chunk = head("chat.completion.chunk");
    delta(chunk).put("content", piece);
    return event(chunk);
  }

  @Override
  public String end(JsonNode request, ScriptedAnswer answer) {
    ObjectNode chunk = head("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta");
    choice.put("finish_reason", reason(answer));
    String all = event(chunk);
    if (request.path("stream_options").path("include_usage").asBoolean()) {
      ObjectNode counted = head("chat.completion.chunk");
      counted.putArray("choices");
      usage(counted, answer);
      all += event(counted);
    }
    return all + "data: [DONE]\n\n";
  }

  @Override
  public String error(String words) {
    ObjectNode body = ProtocolScript.object();
    body.putObject("error").put("message", words).put("type", "server_error").putNull("code");
    return event(body);
  }

  private static String event(ObjectNode body) {
    return "data: " + body + "\n\n";
  }

  private static ObjectNode head(String object) {
    return ProtocolScript.object()
        .put("id", "chatcmpl-scripted")
        .put("object", object)
        .put("created", CREATED)
        .put("model", ScriptedServer.MODEL);
  }

  private static ObjectNode delta(ObjectNode chunk) {
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.putNull("finish_reason");
    return choice.putObject("delta");
  }

  private static String reason(ScriptedAnswer answer) {
    return answer.end() == ScriptedAnswer.End.LENGTH ? "length" : "stop";
  }

  private static void usage(ObjectNode body, ScriptedAnswer answer) {
    int tokens = ProtocolScript.tokens(answer);
    body.putObject("usage")
        .put("prompt_tokens", 388)
        .put("completion_tokens", tokens)
        .put("total_tokens", 388 + tokens);
  }
}
