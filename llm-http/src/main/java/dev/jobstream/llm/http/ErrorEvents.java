package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.util.Locale;

/** Errors that a server reports within its answer, after it had already said 200. */
final class ErrorEvents {
  private final ServerOptions server;
  private final ChatRequest request;

  ErrorEvents(ServerOptions server, ChatRequest request) {
    this.server = server;
    this.request = request;
  }

  /** Reads the value of a field {@code error}: a text, or an object with a message and a type. */
  void read(JsonParser parser, Answer answer) throws IOException {
    JsonNode error = Json.MAPPER.readTree(parser);
    if (error == null || isNone(error)) {
      return;
    }
    String message = error.isTextual() ? error.textValue() : error.path("message").asText("");
    String kind = error.path("type").asText("") + " " + error.path("code").asText("");
    fail(message.isEmpty() ? Refusal.words(error, "") : message, kind, answer);
  }

  /** Some gateways send the field with every piece, and something empty in it. */
  private static boolean isNone(JsonNode error) {
    return error.isNull()
        || (error.isBoolean() && !error.booleanValue())
        || (error.isTextual() && error.textValue().isBlank())
        || (error.isContainerNode() && error.isEmpty());
  }

  /** The server failed, in its own words. */
  void fail(String words, String kind, Answer answer) {
    String at = server.baseUri().toString();
    String said = Refusal.quoted(words, server, request);
    String lower = (kind + " " + words).toLowerCase(Locale.ROOT);
    boolean busy =
        lower.contains("overloaded") || lower.contains("rate_limit") || lower.contains("429");
    answer.fail(
        busy
            ? new LlmException.Overloaded(
                "The server `%s` has too much to do and ended its answer%s. Try again later, or choose another model."
                    .formatted(at, said),
                null)
            : new LlmException.Interrupted(
                "The server `%s` failed in the middle of its answer%s. Try again, or look at its log."
                    .formatted(at, said)));
  }
}
