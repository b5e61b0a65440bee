package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a schema is one that OpenAI enforces strictly: every object closed, and all of its
 * properties required. For any other it would refuse the request.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs">Structured outputs</a>
 */
final class StrictSchema {
  private StrictSchema() {}

  static boolean holds(JsonNode schema) {
    if (schema.isObject() && schema.path("properties").isObject() && !isClosed(schema)) {
      return false;
    }
    for (JsonNode child : schema) {
      if (!holds(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClosed(JsonNode object) {
    Set<String> required = new HashSet<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    Set<String> properties = new HashSet<>();
    object.path("properties").fieldNames().forEachRemaining(properties::add);
    JsonNode additional = object.path("additionalProperties");
    return additional.isBoolean() && !additional.booleanValue() && required.equals(properties);
  }
}
