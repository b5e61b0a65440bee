package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.jobstream.llm.FinishReason;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks of {@code /v1/chat/completions}, and the whole answer of a server that does not
 * stream.
 */
final class OpenAiDecoder implements Dialect.Decoder {
  private final ErrorEvents errors;

  OpenAiDecoder(ErrorEvents errors) {
    this.errors = errors;
  }

  @Override
  public void decode(byte[] bytes, int start, int end, Answer answer)
      throws JsonProcessingException {
    if (isDone(bytes, start, end)) {
      answer.end();
      return;
    }
    Json.read(bytes, start, end, parser -> chunk(parser, answer));
  }

  private static boolean isDone(byte[] bytes, int start, int end) {
    return end - start >= 6
        && bytes[start] == '['
        && bytes[start + 1] == 'D'
        && bytes[start + 2] == 'O'
        && bytes[start + 3] == 'N'
        && bytes[start + 4] == 'E'
        && bytes[start + 5] == ']';
  }

  private void chunk(JsonParser parser, Answer answer) throws IOException {
    String message = null;
    boolean answers = false;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "choices" -> {
          answers = true;
          choices(parser, answer);
        }
        case "usage" -> usage(parser, answer);
        case "timings" -> timings(parser, answer);
        case "prompt_progress" -> progress(parser, answer);
        case "error" -> errors.read(parser, answer);
        // What an old server wrote into a field `error` is the error itself.
        case "message" -> message = Json.text(parser);
        default -> parser.skipChildren();
      }
    }
    // Beside an answer it is a word of a gateway's own, such as "Success".
    if (message != null && !answers) {
      errors.fail(message, "", answer);
    }
  }

  private static void choices(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atArray(parser)) {
      return;
    }
    boolean first = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (first && parser.currentToken() == JsonToken.START_OBJECT) {
        choice(parser, answer);
      } else {
        parser.skipChildren();
      }
      first = false;
    }
  }

  private static void choice(JsonParser parser, Answer answer) throws IOException {
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "delta", "message" -> delta(parser, answer);
        case "finish_reason" -> {
          FinishReason reason = reason(Json.text(parser));
          if (reason != null) {
            answer.finished(reason);
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private static void delta(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    String content = null;
    String thinking = null;
    try {
      for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
        switch (name) {
          case "content" -> content = content(parser);
          // Some servers send both names with the same text.
          case "reasoning_content", "reasoning" -> {
            String text = Json.text(parser);
            thinking = thinking == null ? text : thinking;
          }
          case "refusal" -> {
            String text = Json.text(parser);
            content = content == null ? text : content;
          }
          default -> parser.skipChildren();
        }
      }
    } finally {
      // Also where the event breaks off behind a text that is whole.
      answer.thinking(thinking);
      answer.text(content);
    }
  }

  /** A text, or a list of parts of which the texts count. */
  private static @Nullable String content(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return Json.text(parser);
    }
    StringBuilder all = new StringBuilder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (Json.atObject(parser)) {
        for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
          if (name.equals("text")) {
            String text = Json.text(parser);
            all.append(text == null ? "" : text);
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    return all.toString();
  }

  private static @Nullable FinishReason reason(@Nullable String text) {
    return switch (text) {
      case null -> null;
      case "" -> null;
      case "stop", "eos", "end_turn" -> FinishReason.STOP;
      case "length", "max_tokens" -> FinishReason.LENGTH;
      case "content_filter", "safety" -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }

  private static void usage(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    long prompt = -1;
    long cached = -1;
    long completion = -1;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "prompt_tokens" -> prompt = Json.number(parser);
        case "completion_tokens" -> completion = Json.number(parser);
        case "prompt_cache_hit_tokens" -> cached = Json.number(parser);
        case "prompt_tokens_details" -> {
          if (Json.atObject(parser)) {
            for (String part = Json.nextField(parser);
                part != null;
                part = Json.nextField(parser)) {
              if (part.equals("cached_tokens")) {
                cached = Json.number(parser);
              } else {
                parser.skipChildren();
              }
            }
          }
        }
        default -> parser.skipChildren();
      }
    }
    answer.usage((int) prompt, (int) cached, (int) completion);
  }

  /** What llama-server measured: {@code prompt_n} without the {@code cache_n} it had already. */
  private static void timings(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    long read = -1;
    long cached = -1;
    long written = -1;
    double readMillis = -1;
    double writtenMillis = -1;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "prompt_n" -> read = Json.number(parser);
        case "cache_n" -> cached = Json.number(parser);
        case "predicted_n" -> written = Json.number(parser);
        case "prompt_ms" -> readMillis = parser.getValueAsDouble(-1);
        case "predicted_ms" -> writtenMillis = parser.getValueAsDouble(-1);
        default -> parser.skipChildren();
      }
    }
    boolean both = read >= 0 && cached >= 0;
    answer.usage((int) (both ? read + cached : -1), (int) cached, (int) written);
    answer.times(-1, nanos(readMillis), nanos(writtenMillis));
  }

  private static long nanos(double millis) {
    return millis < 0 ? -1 : (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
  }

  private static void progress(JsonParser parser, Answer answer) throws IOException {
    if (!Json.atObject(parser)) {
      return;
    }
    long total = -1;
    long processed = -1;
    for (String name = Json.nextField(parser); name != null; name = Json.nextField(parser)) {
      switch (name) {
        case "total" -> total = Json.number(parser);
        case "processed" -> processed = Json.number(parser);
        default -> parser.skipChildren();
      }
    }
    if (processed >= 0 && total >= processed) {
      answer.reading(processed, total);
    }
  }
}
