package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ResponseFormat;

/** The schema of a request as JSON. */
final class SchemaJson {
  private SchemaJson() {}

  /**
   * Reads the schema.
   *
   * @throws LlmException.InvalidRequest if it is not JSON
   */
  static JsonNode of(ResponseFormat.JsonSchema schema) {
    try {
      return Json.MAPPER.readTree(schema.schema());
    } catch (JsonProcessingException e) {
      throw new LlmException.InvalidRequest(
          "The schema `%s` is not JSON. Correct it.".formatted(schema.name()), e);
    }
  }
}
