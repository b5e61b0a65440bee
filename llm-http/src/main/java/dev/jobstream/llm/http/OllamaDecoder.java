package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.jobstream.llm.FinishReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of {@code /api/chat}. Some builds write {@code done_reason} without {@code done};
 * either is the end.
 */
final class OllamaDecoder implements Dialect.Decoder {
  private final ErrorEvents errors;

  OllamaDecoder(ErrorEvents errors) {
    this.errors = errors;
  }

  @Override
  public void decode(byte[] bytes, int start, int end, Answer answer)
      throws JsonProcessingException {
    Json.read(bytes, start, end, parser -> line(parser, answer));
  }

  private void line(JsonParser parser, Answer answer) throws IOException {
    boolean done = false;
    String reason = null;
    long loading = -1;
    long reading = -1;
    long writing = -1;
    long prompt = -1;
    long completion = -1;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "message" -> message(parser, answer);
        case "done" -> done = parser.currentToken() == JsonToken.VALUE_TRUE;
        case "done_reason" -> reason = Json.text(parser);
        case "load_duration" -> loading = Json.number(parser);
        case "prompt_eval_duration" -> reading = Json.number(parser);
        case "eval_duration" -> writing = Json.number(parser);
        case "prompt_eval_count" -> prompt = Json.number(parser);
        case "eval_count" -> completion = Json.number(parser);
        case "error" -> errors.read(parser, answer);
        default -> parser.skipChildren();
      }
    }
    if (done || (reason != null && !reason.isEmpty())) {
      answer.usage((int) prompt, -1, (int) completion);
      answer.times(loading, reading, writing);
      answer.finished(reason(reason));
      answer.end();
    }
  }

  private static void message(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    String content = null;
    String thinking = null;
    try {
      for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
        switch (name) {
          case "content" -> content = Json.text(parser);
          case "thinking" -> thinking = Json.text(parser);
          default -> parser.skipChildren();
        }
      }
    } finally {
      // Also where the line breaks off behind a text that is whole.
      answer.thinking(thinking);
      answer.text(content);
    }
  }

  private static FinishReason reason(@Nullable String text) {
    return switch (text) {
      case null -> FinishReason.STOP;
      case "", "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> FinishReason.OTHER;
    };
  }
}
