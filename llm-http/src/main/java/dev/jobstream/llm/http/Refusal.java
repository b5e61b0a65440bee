package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response other than 200.
 *
 * @param body what the server says, cut to {@value #MAX_BODY_BYTES} bytes
 */
record Refusal(int status, HttpHeaders headers, String body) {
  /** No error is longer that is meant to be read. */
  static final int MAX_BODY_BYTES = 64 << 10;

  private static final int MAX_QUOTED = 300;

  /** A shorter piece of the prompt tells nothing. */
  private static final int QUOTE_LENGTH = 24;

  /** Whether the server has too much to do, and the same may work a little later. */
  boolean isBusy() {
    return status == 429 || status == 503 || status == 529;
  }

  /** When the server wants to be asked again, if it says so. */
  Optional<Duration> retryAfter(Instant now) {
    return RetryAfter.of(headers, now);
  }

  /** The body as JSON; a missing node if it is none. */
  JsonNode json() {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** The server's words, of whatever shape; empty if it has none. */
  String words() {
    return words(json(), body);
  }

  static String words(JsonNode json, String otherwise) {
    JsonNode error = json.path("error");
    for (JsonNode candidate :
        new JsonNode[] {
          error.path("message"),
          error.path("error").path("message"),
          error,
          json.path("message"),
          json.path("detail"),
          json.path("detail").path(0).path("msg")
        }) {
      if (candidate.isTextual() && !candidate.textValue().isBlank()) {
        return nested(candidate.textValue());
      }
    }
    return json.isMissingNode() && !otherwise.stripLeading().startsWith("<") ? otherwise : "";
  }

  /** Some servers put the JSON of the engine's error into their own as a text. */
  private static String nested(String text) {
    if (text.startsWith("{")) {
      try {
        String inner = words(Json.MAPPER.readTree(text), "");
        return inner.isEmpty() ? text : inner;
      } catch (IOException e) {
        return text;
      }
    }
    return text;
  }

  /** A number anywhere in the body's error, such as {@code n_ctx}; -1 if there is none. */
  int number(String name) {
    JsonNode found = json().findPath(name);
    if (found.isMissingNode() && body.contains("{\\\"")) {
      try {
        found = Json.MAPPER.readTree(json().path("error").asText("")).findPath(name);
      } catch (IOException e) {
        return -1;
      }
    }
    return found.isNumber() ? found.intValue() : -1;
  }

  /** Whether the body has one of these words, in any case. */
  boolean mentions(String... words) {
    String lower = body.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A server's words as they may stand in a message: short, on one line, and without the key or a
   * piece of the prompt, since some servers repeat both.
   */
  static String quoted(String words, ServerOptions server, @Nullable ChatRequest request) {
    String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    for (String secret : server.headers().values()) {
      line = secret.isEmpty() ? line : line.replace(secret, "…");
    }
    if (server.key().isPresent()) {
      line = line.replace(server.key().get().secret(), "…");
    }
    if (line.length() > MAX_QUOTED) {
      int end = MAX_QUOTED;
      line = line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
      line += "…";
    }
    return line.isEmpty() || (request != null && repeats(line, request)) ? "" : " (“" + line + "”)";
  }

  private static boolean repeats(String line, ChatRequest request) {
    for (Message message : request.messages()) {
      String prompt = message.text().replaceAll("[\\p{Cntrl}\\s]+", " ");
      for (int i = 0; i + QUOTE_LENGTH <= line.length(); i++) {
        if (prompt.contains(line.substring(i, i + QUOTE_LENGTH))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The refusal as an error, as every protocol has it.
   *
   * @param request what was refused, none of which may show up in the error; null for a question
   *     that holds nothing secret
   */
  LlmException asError(ServerOptions server, String model, @Nullable ChatRequest request) {
    String at = server.baseUri().toString();
    String said = quoted(words(), server, request);
    if (isBusy()) {
      return new LlmException.Overloaded(
          "The server `%s` has too much to do (HTTP %d)%s. Try again later, or choose another model."
              .formatted(at, status, said),
          retryAfter(Instant.now()).orElse(null));
    }
    return new LlmException.ModelUnavailable(
        switch (status) {
          case 401, 403 ->
              server.key().isPresent()
                  ? "The server `%s` does not accept the API key (HTTP %d)%s. Check the key, and what it is allowed to."
                      .formatted(at, status, said)
                  : "The server `%s` asks for an API key (HTTP %d)%s. Set one for it."
                      .formatted(at, status, said);
          case 402 ->
              "The account at `%s` has no credit left (HTTP 402)%s. Add some there, or choose another model."
                  .formatted(at, said);
          case 404 ->
              model.isEmpty()
                  ? "The server `%s` does not speak this protocol here (HTTP 404)%s. Check the address."
                      .formatted(at, said)
                  : "The server `%s` has no model `%s`, or does not speak this protocol (HTTP 404)%s. Check the name and the address."
                      .formatted(at, model, said);
          case 301, 302, 303, 307, 308 ->
              "The server `%s` sends its visitors elsewhere (HTTP %d), and the request was not sent there. Use the address it moved to%s."
                  .formatted(at, status, location());
          case 407 ->
              "The proxy in front of `%s` asks for a login (HTTP 407). Set one for it."
                  .formatted(at);
          default ->
              status >= 500
                  ? "The server `%s` failed (HTTP %d)%s. Try again, or look at its log."
                      .formatted(at, status, said)
                  : model.isEmpty()
                      ? "The server `%s` refuses the question (HTTP %d)%s. Check the address."
                          .formatted(at, status, said)
                      : "The server `%s` refuses the request for the model `%s` (HTTP %d)%s. Check what this model can do."
                          .formatted(at, model, status, said);
        });
  }

  private String location() {
    return headers
        .firstValue("Location")
        .map(location -> location.replaceFirst("[?#].*", ""))
        .filter(location -> location.matches("[\\x21-\\x7e]{1,200}"))
        .map(" (`%s`)"::formatted)
        .orElse("");
  }
}
