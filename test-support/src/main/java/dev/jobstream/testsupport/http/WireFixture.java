package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response in the form in which its server sends it, and what is to be made of it.
 *
 * @param name speaks of what is special about it
 * @param status the HTTP status
 * @param thinking all thinking deltas together
 * @param text all text deltas together
 * @param end a {@code FinishReason}, or {@code FAILED} and the class of the error
 * @param promptTokens -1 if it does not say
 * @param completionTokens -1 if it does not say
 * @param body its bytes
 */
public record WireFixture(
    WireProtocol protocol,
    String name,
    int status,
    String thinking,
    String text,
    String end,
    int promptTokens,
    int completionTokens,
    String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All fixtures of a protocol, in the order of its index. */
  public static List<WireFixture> all(WireProtocol protocol) {
    try {
      List<WireFixture> fixtures = new ArrayList<>();
      for (JsonNode entry : JSON.readTree(bytes(protocol, "index.json"))) {
        fixtures.add(
            new WireFixture(
                protocol,
                entry.path("name").asText(),
                entry.path("status").asInt(),
                entry.path("thinking").asText(),
                entry.path("text").asText(),
                entry.path("end").asText(),
                entry.path("promptTokens").asInt(),
                entry.path("completionTokens").asInt(),
                new String(
                    bytes(protocol, entry.path("file").asText()), StandardCharsets.ISO_8859_1)));
      }
      return fixtures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fixture of a name. */
  public static WireFixture of(WireProtocol protocol, String name) {
    return all(protocol).stream()
        .filter(fixture -> fixture.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no fixture `%s` of %s. The index lists those that are there."
                    .formatted(name, protocol)));
  }

  /** Its bytes; each character of {@link #body} is one. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The content type that its server gives it. */
  public String contentType() {
    return status == 200 && !body.startsWith("{\n") ? protocol.streamType() : "application/json";
  }

  @Override
  public String toString() {
    return protocol.id() + " " + name;
  }

  private static byte[] bytes(WireProtocol protocol, String file) throws IOException {
    String path = "fixtures/" + protocol.id() + "/" + file;
    try (InputStream in = WireFixture.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return in.readAllBytes();
    }
  }
}
