package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON for standard output. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes an item of a list. */
  @FunctionalInterface
  interface Item<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  /** A value over several lines, for people and programs. */
  static String pretty(Body body) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return text(body, printer);
  }

  /** A value on one line. */
  static String line(Body body) {
    return text(body, null);
  }

  private static String text(Body body, @Nullable PrettyPrinter printer) {
    StringWriter writer = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(writer)) {
      if (printer != null) {
        json.setPrettyPrinter(printer);
      }
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return escapeControls(writer.toString());
  }

  /**
   * Jackson escapes the control characters below a space; terminals obey those from U+007F to
   * U+009F too. Outside of strings JSON has none of them.
   */
  private static String escapeControls(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    json.chars()
        .forEach(c -> {
          if (c >= 0x7f && c <= 0x9f) {
            safe.append("\\u00").append(Integer.toHexString(c));
          } else {
            safe.append((char) c);
          }
        });
    return safe.toString();
  }
}
