package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.jobstream.llm.FinishReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of {@code /v1/messages}, and the whole message of a server that does not stream.
 * Events and deltas of kinds that are not known are skipped. The input of the tool that stands for
 * a JSON schema is the answer's text.
 */
final class AnthropicDecoder implements Dialect.Decoder {
  private final ErrorEvents errors;
  private boolean calledTool;

  AnthropicDecoder(ErrorEvents errors) {
    this.errors = errors;
  }

  @Override
  public void decode(byte[] bytes, int start, int end, Answer answer)
      throws JsonProcessingException {
    Json.read(bytes, start, end, parser -> event(parser, answer));
  }

  private void event(JsonParser parser, Answer answer) throws IOException {
    String type = null;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "type" -> type = Json.text(parser);
        case "delta" -> delta(parser, answer);
        case "message" -> message(parser, answer);
        case "content_block" -> block(parser, answer, false);
        case "content" -> blocks(parser, answer);
        case "usage" -> usage(parser, answer);
        case "stop_reason" -> stopReason(Json.text(parser), answer);
        case "error" -> errors.read(parser, answer);
        default -> parser.skipChildren();
      }
    }
    // `message` is the type of a whole message, which needs no other end.
    if ("message_stop".equals(type) || "message".equals(type)) {
      answer.end();
    }
  }

  private void message(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      if (name.equals("usage")) {
        usage(parser, answer);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void delta(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "text" -> answer.text(Json.text(parser));
        case "partial_json" -> answer.text(Json.text(parser));
        case "thinking" -> answer.thinking(Json.text(parser));
        case "stop_reason" -> stopReason(Json.text(parser), answer);
        default -> parser.skipChildren();
      }
    }
  }

  private void blocks(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atArray(parser)) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      block(parser, answer, true);
    }
  }

  /** A block's beginning, whose input is empty still, or a whole block. */
  private void block(JsonParser parser, Answer answer, boolean whole) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "type" -> calledTool |= "tool_use".equals(Json.text(parser));
        case "text" -> answer.text(Json.text(parser));
        case "thinking" -> answer.thinking(Json.text(parser));
        case "input" -> {
          if (whole) {
            answer.text(Json.MAPPER.readTree(parser).toString());
          } else {
            parser.skipChildren();
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  /** Counts are of the whole message so far; cached tokens are not part of {@code input_tokens}. */
  private static void usage(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    long input = -1;
    long written = 0;
    long cached = -1;
    long output = -1;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "input_tokens" -> input = Json.number(parser);
        case "cache_creation_input_tokens" -> written = Math.max(0, Json.number(parser));
        case "cache_read_input_tokens" -> cached = Json.number(parser);
        case "output_tokens" -> output = Json.number(parser);
        default -> parser.skipChildren();
      }
    }
    long prompt = input < 0 ? -1 : input + written + Math.max(0, cached);
    answer.usage((int) prompt, (int) cached, (int) output);
  }

  private void stopReason(@Nullable String text, Answer answer) {
    FinishReason reason =
        switch (text) {
          case null -> null;
          case "end_turn" -> FinishReason.STOP;
          // The tool is the answer.
          case "tool_use" -> calledTool ? FinishReason.STOP : FinishReason.OTHER;
          case "stop_sequence" -> FinishReason.STOP_STRING;
          case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
          case "refusal" -> FinishReason.CONTENT_FILTER;
          default -> FinishReason.OTHER;
        };
    if (reason != null) {
      answer.finished(reason);
    }
  }
}
