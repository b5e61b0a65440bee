package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** How a protocol says what a {@link ScriptedServer} wants to say. Stateless. */
interface ProtocolScript {
  ObjectMapper JSON = new ObjectMapper();

  /** Answers anything else than a chat. */
  void question(WireExchange exchange, String path) throws IOException;

  /** Refuses a chat that the real server would refuse; false if it would not. */
  boolean refuses(WireExchange exchange) throws IOException;

  /** The body of a refusal. */
  String refusal(int status, String error);

  /** An answer that is not streamed. */
  String whole(JsonNode request, ScriptedAnswer answer);

  /** What comes before the first piece. */
  String start(JsonNode request, ScriptedAnswer answer);

  String thinking(JsonNode request, String piece);

  /** What comes between thinking and answer. */
  String between(JsonNode request, ScriptedAnswer answer);

  String text(JsonNode request, ScriptedAnswer answer, String piece);

  String end(JsonNode request, ScriptedAnswer answer);

  /** An error within an answer. */
  String error(String words);

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static int tokens(ScriptedAnswer answer) {
    return answer.thinking().size() + answer.text().size();
  }
}
