package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.LlmException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A schema and where it stands.
 *
 * @param pointer the JSON pointer as a URI fragment, {@code #} for the root
 */
record SchemaNode(JsonNode json, String pointer) {
  /** The types that JSON Schema tells apart. */
  enum JsonType {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    NULL;

    String keyword() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "$schema",
          "$id",
          "$comment",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$defs",
          "definitions");

  private static final Map<String, Set<JsonType>> TYPES_OF_KEYWORD =
      Map.ofEntries(
          Map.entry("properties", EnumSet.of(JsonType.OBJECT)),
          Map.entry("required", EnumSet.of(JsonType.OBJECT)),
          Map.entry("additionalProperties", EnumSet.of(JsonType.OBJECT)),
          Map.entry("items", EnumSet.of(JsonType.ARRAY)),
          Map.entry("minItems", EnumSet.of(JsonType.ARRAY)),
          Map.entry("maxItems", EnumSet.of(JsonType.ARRAY)),
          Map.entry("minLength", EnumSet.of(JsonType.STRING)),
          Map.entry("maxLength", EnumSet.of(JsonType.STRING)),
          Map.entry("pattern", EnumSet.of(JsonType.STRING)),
          Map.entry("format", EnumSet.of(JsonType.STRING)),
          Map.entry("minimum", EnumSet.of(JsonType.NUMBER, JsonType.INTEGER)),
          Map.entry("maximum", EnumSet.of(JsonType.NUMBER, JsonType.INTEGER)),
          Map.entry("exclusiveMinimum", EnumSet.of(JsonType.NUMBER, JsonType.INTEGER)),
          Map.entry("exclusiveMaximum", EnumSet.of(JsonType.NUMBER, JsonType.INTEGER)));

  private static final Set<String> COMBINING =
      Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref");

  boolean has(String keyword) {
    return json.has(keyword);
  }

  Optional<SchemaNode> child(String keyword) {
    JsonNode child = json.get(keyword);
    return child == null
        ? Optional.empty()
        : Optional.of(new SchemaNode(child, pointerTo(keyword)));
  }

  SchemaNode element(int index) {
    return new SchemaNode(json.get(index), pointerTo(Integer.toString(index)));
  }

  private String pointerTo(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The keywords that say something about the value. */
  Set<String> assertions() {
    Set<String> keywords = new TreeSet<>();
    json.fieldNames().forEachRemaining(keywords::add);
    keywords.removeAll(ANNOTATIONS);
    return keywords;
  }

  /** Whether it is an object that must have just these properties, and nothing else is said. */
  boolean isObjectOf(Set<String> names) {
    Set<String> properties = new TreeSet<>();
    json.path("properties").fieldNames().forEachRemaining(properties::add);
    Set<String> required = new TreeSet<>();
    json.path("required").forEach(name -> required.add(name.asText()));
    JsonNode further = json.path("additionalProperties");
    return json.path("type").asText().equals("object")
        && Set.of("type", "properties", "required", "additionalProperties")
            .containsAll(assertions())
        && !further.asBoolean(further.isContainerNode())
        && !names.isEmpty()
        && properties.equals(names)
        && required.equals(names);
  }

  /** Refuses keywords that no grammar is made for. */
  void checkKeywords() {
    for (String keyword : assertions()) {
      if (!COMBINING.contains(keyword) && !TYPES_OF_KEYWORD.containsKey(keyword)) {
        throw unsupported(keyword);
      }
    }
  }

  /** Refuses whatever stands beside a keyword that must stand alone. */
  void checkAlone(String keyword, Set<String> allowed) {
    for (String other : assertions()) {
      if (!other.equals(keyword) && !allowed.contains(other)) {
        throw refused(other, "cannot stand beside `" + keyword + "`. Move it into the branches");
      }
    }
  }

  /** The types that a value may have; all, if nothing says so. */
  Set<JsonType> types() {
    Set<JsonType> types = EnumSet.noneOf(JsonType.class);
    JsonNode type = json.get("type");
    if (type == null) {
      assertions()
          .forEach(keyword -> types.addAll(TYPES_OF_KEYWORD.getOrDefault(keyword, Set.of())));
      if (types.isEmpty()) {
        types.addAll(EnumSet.allOf(JsonType.class));
      }
    } else if (type.isArray() && !type.isEmpty()) {
      type.forEach(name -> types.add(type(name)));
    } else {
      types.add(type(type));
    }
    if (types.contains(JsonType.NUMBER)) {
      types.remove(JsonType.INTEGER);
    }
    for (String keyword : assertions()) {
      Set<JsonType> applies = TYPES_OF_KEYWORD.get(keyword);
      if (applies != null && applies.stream().noneMatch(types::contains)) {
        throw refused(keyword, "says nothing about a value of this type. Leave it out");
      }
    }
    return types;
  }

  private JsonType type(JsonNode name) {
    for (JsonType type : JsonType.values()) {
      if (type.keyword().equals(name.textValue())) {
        return type;
      }
    }
    throw refused("type", "is not a type or a list of types");
  }

  /** A count of 0 or more. */
  int count(String keyword, int fallback) {
    JsonNode value = json.get(keyword);
    if (value == null) {
      return fallback;
    }
    if (!value.isNumber()
        || !isWhole(value.decimalValue())
        || value.decimalValue().signum() < 0
        || value.decimalValue().compareTo(BigDecimal.valueOf(GrammarRules.MAX_REPETITIONS)) > 0) {
      throw refused(
          keyword, "is not a whole number from 0 to %,d".formatted(GrammarRules.MAX_REPETITIONS));
    }
    return value.decimalValue().intValue();
  }

  static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  LlmException.InvalidRequest unsupported(String keyword) {
    return refused(keyword, "is not supported. Leave it out, and check the value afterwards");
  }

  /** A failure that names the keyword and where it stands, and says the rest. */
  LlmException.InvalidRequest refused(String keyword, String why) {
    return new LlmException.InvalidRequest(
        "The JSON schema's `%s` %s.".formatted(pointerTo(keyword), why));
  }

  /** A failure of the schema itself. */
  LlmException.InvalidRequest refused(String why) {
    return new LlmException.InvalidRequest("The JSON schema at `%s` %s.".formatted(pointer, why));
  }
}
