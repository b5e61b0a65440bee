package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Whether a JSON value matches a schema: a plain reading of the keywords, for tests to compare. */
final class SchemaCheck {
  private SchemaCheck() {}

  static boolean matches(JsonNode schema, JsonNode value) {
    if (schema.isBoolean()) {
      return schema.booleanValue();
    }
    return hasType(schema, value)
        && isListed(schema, value)
        && oneBranchMatches(schema, value)
        && (!value.isTextual() || textMatches(schema, value.textValue()))
        && (!value.isNumber() || numberMatches(schema, value.decimalValue()))
        && (!value.isArray() || arrayMatches(schema, value))
        && (!value.isObject() || objectMatches(schema, value));
  }

  private static boolean hasType(JsonNode schema, JsonNode value) {
    JsonNode type = schema.get("type");
    if (type == null) {
      return true;
    }
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isOf(one.textValue(), value)) {
          return true;
        }
      }
      return false;
    }
    return isOf(type.textValue(), value);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && SchemaNode.isWhole(value.decimalValue());
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static boolean isListed(JsonNode schema, JsonNode value) {
    JsonNode list = schema.get("enum");
    if (list == null) {
      return true;
    }
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean oneBranchMatches(JsonNode schema, JsonNode value) {
    JsonNode branches = schema.get("anyOf");
    if (branches == null) {
      return true;
    }
    for (JsonNode branch : branches) {
      if (matches(branch, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean textMatches(JsonNode schema, String text) {
    int length = text.codePointCount(0, text.length());
    return length >= schema.path("minLength").asInt(0)
        && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && (!schema.has("pattern")
            || Pattern.compile(schema.get("pattern").textValue()).matcher(text).find());
  }

  private static boolean numberMatches(JsonNode schema, BigDecimal number) {
    return (!schema.has("minimum") || number.compareTo(schema.get("minimum").decimalValue()) >= 0)
        && (!schema.has("maximum") || number.compareTo(schema.get("maximum").decimalValue()) <= 0)
        && (!schema.has("exclusiveMinimum")
            || number.compareTo(schema.get("exclusiveMinimum").decimalValue()) > 0)
        && (!schema.has("exclusiveMaximum")
            || number.compareTo(schema.get("exclusiveMaximum").decimalValue()) < 0);
  }

  private static boolean arrayMatches(JsonNode schema, JsonNode value) {
    if (value.size() < schema.path("minItems").asInt(0)
        || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
      return false;
    }
    for (JsonNode item : value) {
      if (schema.has("items") && !matches(schema.get("items"), item)) {
        return false;
      }
    }
    return true;
  }

  private static boolean objectMatches(JsonNode schema, JsonNode value) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.textValue())) {
        return false;
      }
    }
    if (!schema.has("type")) {
      return true;
    }
    for (var property : value.properties()) {
      JsonNode known = schema.path("properties").get(property.getKey());
      JsonNode expected = known == null ? schema.get("additionalProperties") : known;
      // What the schema allows only by saying nothing is not written.
      if (expected == null || !matches(expected, property.getValue())) {
        return false;
      }
    }
    return true;
  }
}
