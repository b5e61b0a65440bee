package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON that the protocols share. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private Json() {}

  /** Reads one object. */
  @FunctionalInterface
  interface Visitor {
    void read(JsonParser parser) throws IOException;
  }

  /**
   * Has a visitor read the object in some bytes; the parser stands at its beginning.
   *
   * @throws JsonProcessingException if there is none
   */
  static void read(byte[] bytes, int start, int end, Visitor visitor)
      throws JsonProcessingException {
    try (JsonParser parser = FACTORY.createParser(bytes, start, end - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "not an object");
      }
      visitor.read(parser);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (CharConversionException e) {
      throw new JsonParseException(null, "not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value. */
  static byte[] bytes(JsonNode value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON in memory can always be written.", e);
    }
  }

  /** The text of these bytes, with U+FFFD for what is no UTF-8. */
  static byte[] repaired(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Goes to the next field of the object that the parser is in, and to its value.
   *
   * @return the field's name; null at the object's end
   */
  static @Nullable String nextField(JsonParser parser) throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    } else if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new JsonParseException(parser, "not an object");
    }
    return name;
  }

  /** The text at the parser; null if it is none. What stands there instead is skipped. */
  static @Nullable String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  /** The whole number at the parser; -1 if it is none. What stands there instead is skipped. */
  static long number(JsonParser parser) throws IOException {
    if (parser.currentToken() != null && parser.currentToken().isNumeric()) {
      return parser.getValueAsLong();
    }
    parser.skipChildren();
    return -1;
  }

  /** Whether the parser stands at an object; what stands there instead is skipped. */
  static boolean atObject(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return true;
    }
    parser.skipChildren();
    return false;
  }

  /** Whether the parser stands at an array; what stands there instead is skipped. */
  static boolean atArray(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return true;
    }
    parser.skipChildren();
    return false;
  }
}
