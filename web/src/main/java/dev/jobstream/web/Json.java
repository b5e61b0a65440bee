package dev.jobstream.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The JSON of the API: records both ways. Thread-safe. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** Writes one value. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Reads the request's body.
   *
   * @throws ProblemException if it is not the JSON that is asked for, or too large
   */
  static <T> T read(Context ctx, Class<T> type, int mostBytes) {
    byte[] body = Bodies.read(ctx, mostBytes);
    try {
      T value = MAPPER.readValue(body, type);
      if (value == null) {
        throw Problem.badRequest("The body is `null`; it must be a JSON object.").toException();
      }
      return value;
    } catch (JsonProcessingException e) {
      // Jackson's own text would quote the body, which may be somebody's data.
      throw Problem.badRequest(
              "The body is not the JSON that is asked for: see line %d, column %d, and /api/v1/openapi.yaml."
                  .formatted(
                      e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                      e.getLocation() == null ? 1 : e.getLocation().getColumnNr()))
          .toException();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with a value. */
  static void send(Context ctx, Object value) {
    try {
      ctx.contentType("application/json").result(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A value of the API cannot be written as JSON.", e);
    }
  }

  /** A value on one line. */
  static String line(Body body) {
    StringWriter writer = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(writer)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toString();
  }
}
