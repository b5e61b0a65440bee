package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.ThinkingSplitter;
import dev.jobstream.testsupport.http.WireProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be made of the beginning of a response, found the slow and plain way: the whole text
 * is cut into lines, and each event read as a tree. Shares no code with the readers.
 */
final class Oracle {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final StringBuilder thinking = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private boolean ended;
  private boolean failed;
  private boolean overloaded;
  private String reason = "";

  private Oracle() {}

  static Outcome of(WireProtocol protocol, byte[] bytes) {
    Oracle oracle = new Oracle();
    String body = new String(bytes, StandardCharsets.UTF_8);
    for (String payload : payloads(protocol, body)) {
      if (!oracle.ended) {
        oracle.read(protocol, payload);
      }
    }
    return oracle.outcome();
  }

  private static List<String> payloads(WireProtocol protocol, String body) {
    if (body.startsWith("{\n")) {
      return List.of(body);
    }
    List<String> payloads = new ArrayList<>();
    if (protocol == WireProtocol.OLLAMA) {
      payloads.addAll(List.of(body.split("\n", -1)));
      return payloads;
    }
    for (String event : body.split("\n\n", -1)) {
      List<String> data = new ArrayList<>();
      for (String line : event.split("\n", -1)) {
        if (line.startsWith("data:") || line.startsWith("error:")) {
          data.add(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      payloads.add(String.join("\n", data));
    }
    return payloads;
  }

  private void read(WireProtocol protocol, String payload) {
    if (protocol == WireProtocol.OPENAI && payload.startsWith("[DONE]")) {
      ended = true;
      return;
    }
    JsonNode event;
    try {
      event = payload.isBlank() ? MissingNode.getInstance() : JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      boolean errorIsWhole = isJson(payload + "}");
      JsonNode begun = begun(payload);
      if (errorIsWhole || !begun.has("error")) {
        event(protocol, begun, payload);
      }
      // The end mark is behind all else of its event.
      ended = failed;
      if (protocol == WireProtocol.OLLAMA) {
        reason = "";
      }
      return;
    }
    event(protocol, event, payload);
  }

  /** What can be known of an event that breaks off: all that is whole of it. */
  private static JsonNode begun(String payload) {
    for (int length = payload.length(); length > 0; length--) {
      String shorter = payload.substring(0, length);
      String closed = shorter + closing(shorter);
      if (!closed.equals(shorter) && isJson(closed)) {
        try {
          return JSON.readTree(closed);
        } catch (JsonProcessingException e) {
          throw new AssertionError(e);
        }
      }
    }
    return MissingNode.getInstance();
  }

  /** The brackets that are missing at the end; none if it breaks off within a string. */
  private static String closing(String json) {
    StringBuilder open = new StringBuilder();
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString) {
        i += c == '\\' ? 1 : 0;
        inString = c != '"';
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        open.insert(0, c == '{' ? '}' : ']');
      } else if (c == '}' || c == ']') {
        open.deleteCharAt(0);
      }
    }
    return inString ? "" : open.toString();
  }

  private static boolean isJson(String text) {
    try {
      return JSON.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void event(WireProtocol protocol, JsonNode event, String payload) {
    if (event.has("error") || (protocol == WireProtocol.OPENAI && event.has("message"))) {
      failed = true;
      ended = true;
      overloaded = payload.contains("overloaded");
      return;
    }
    switch (protocol) {
      case OLLAMA -> ollama(event);
      case OPENAI -> openAi(event);
      case ANTHROPIC -> anthropic(event);
    }
  }

  private void ollama(JsonNode line) {
    add(line.path("message").path("thinking"), line.path("message").path("content"));
    if (line.path("done").asBoolean() || line.has("done_reason")) {
      ended = true;
      reason = line.path("done_reason").asText("stop");
    }
  }

  private void openAi(JsonNode chunk) {
    JsonNode choice = chunk.path("choices").path(0);
    JsonNode delta = choice.has("message") ? choice.path("message") : choice.path("delta");
    JsonNode thought = delta.path("reasoning_content");
    add(thought.isMissingNode() ? delta.path("reasoning") : thought, delta.path("content"));
    if (choice.path("finish_reason").isTextual()) {
      reason = choice.path("finish_reason").asText();
    }
  }

  private void anthropic(JsonNode event) {
    for (JsonNode block : event.path("content")) {
      add(block.path("thinking"), block.path("text"));
    }
    if (event.path("type").asText().equals("content_block_delta")) {
      JsonNode delta = event.path("delta");
      add(
          delta.path("thinking"),
          delta.has("partial_json") ? delta.path("partial_json") : delta.path("text"));
    }
    JsonNode stop =
        event.has("stop_reason")
            ? event.path("stop_reason")
            : event.path("delta").path("stop_reason");
    reason = stop.isTextual() ? stop.asText() : reason;
    ended |= List.of("message_stop", "message").contains(event.path("type").asText());
  }

  private void add(JsonNode thought, JsonNode answer) {
    thinking.append(thought.asText(""));
    text.append(answer.isTextual() ? answer.asText() : "");
  }

  private Outcome outcome() {
    StringBuilder answer = new StringBuilder();
    ThinkingSplitter splitter = new ThinkingSplitter(false);
    java.util.function.Consumer<StreamEvent> sort =
        event -> {
          if (event instanceof StreamEvent.ThinkingDelta delta) {
            thinking.append(delta.text());
          } else if (event instanceof StreamEvent.TextDelta delta) {
            answer.append(delta.text());
          }
        };
    String whole = text.toString();
    boolean half = !whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1));
    splitter.feed(half ? whole.substring(0, whole.length() - 1) + "\uFFFD" : whole, sort);
    splitter.finish(sort);
    return new Outcome(thinking.toString(), answer.toString(), end(), 1);
  }

  private String end() {
    if (failed) {
      return overloaded ? "FAILED Overloaded" : "FAILED Interrupted";
    }
    if (!ended && reason.isEmpty()) {
      return "FAILED Interrupted";
    }
    return switch (reason) {
      case "", "stop", "end_turn", "tool_use" -> "STOP";
      case "length", "max_tokens" -> "LENGTH";
      case "content_filter", "refusal" -> "CONTENT_FILTER";
      default -> "OTHER";
    };
  }
}
