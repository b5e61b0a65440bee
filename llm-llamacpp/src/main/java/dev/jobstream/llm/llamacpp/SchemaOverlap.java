package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.llamacpp.SchemaNode.JsonType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a value could match two schemas. A grammar can only say that one of several matches, so
 * {@code oneOf} is possible where no value can match two: by their types, their listed values, or a
 * required property that tells them apart.
 */
final class SchemaOverlap {
  private static final int MAX_DEPTH = 8;

  private final SchemaReferences references;

  SchemaOverlap(SchemaReferences references) {
    this.references = references;
  }

  /** Refuses a {@code oneOf} of which a value could match two branches. */
  void check(SchemaNode schema, SchemaNode list) {
    for (int i = 0; i < list.json().size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!areDisjoint(list.element(i), list.element(j), 0)) {
          throw schema.refused(
              "oneOf",
              "has branches that one value could match both, %d and %d. Use `anyOf`"
                  .formatted(j, i));
        }
      }
    }
  }

  private boolean areDisjoint(SchemaNode first, SchemaNode second, int depth) {
    SchemaNode a = references.resolved(first);
    SchemaNode b = references.resolved(second);
    if (depth > MAX_DEPTH || !isPlain(a) || !isPlain(b)) {
      return false;
    }
    Set<JsonType> types = typesOf(a);
    types.retainAll(typesOf(b));
    if (types.isEmpty()) {
      return true;
    }
    List<JsonNode> values = values(a);
    List<JsonNode> others = values(b);
    if (!values.isEmpty() && !others.isEmpty()) {
      return values.stream()
          .noneMatch(value -> others.stream().anyMatch(other -> same(value, other)));
    }
    return types.equals(Set.of(JsonType.OBJECT)) && differInAProperty(a, b, depth);
  }

  private static boolean isPlain(SchemaNode schema) {
    return schema.json().isObject()
        && !schema.has("anyOf")
        && !schema.has("oneOf")
        && !schema.has("allOf");
  }

  /** The types of its values; a whole number is of both types of numbers. */
  private static Set<JsonType> typesOf(SchemaNode schema) {
    Set<JsonType> types = EnumSet.noneOf(JsonType.class);
    List<JsonNode> values = values(schema);
    if (values.isEmpty()) {
      types.addAll(schema.types());
    } else {
      values.forEach(value -> types.add(typeOf(value)));
    }
    if (types.remove(JsonType.INTEGER)) {
      types.add(JsonType.NUMBER);
    }
    return types;
  }

  private boolean differInAProperty(SchemaNode a, SchemaNode b, int depth) {
    Set<String> required = names(a);
    required.retainAll(names(b));
    return required.stream()
        .anyMatch(name -> {
          JsonNode first = a.json().path("properties").get(name);
          JsonNode second = b.json().path("properties").get(name);
          return first != null
              && second != null
              && areDisjoint(
                  new SchemaNode(first, a.pointer() + "/properties/" + name),
                  new SchemaNode(second, b.pointer() + "/properties/" + name),
                  depth + 1);
        });
  }

  private static Set<String> names(SchemaNode schema) {
    Set<String> names = new LinkedHashSet<>();
    schema.json().path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** The values that {@code enum} and {@code const} list; none if a schema has neither. */
  static List<JsonNode> values(SchemaNode schema) {
    List<JsonNode> values = new ArrayList<>();
    JsonNode constant = schema.json().get("const");
    JsonNode list = schema.json().get("enum");
    if (list != null && !list.isArray()) {
      throw schema.refused("enum", "is not a list of values");
    }
    if (list != null) {
      list.forEach(values::add);
    }
    if (constant != null) {
      values.removeIf(value -> !same(value, constant));
      if (list == null) {
        values.add(constant);
      }
    }
    return values;
  }

  /** Whether JSON Schema takes two values for one: 1 and 1.0 are. */
  private static boolean same(JsonNode first, JsonNode second) {
    return (first.isNumber() && second.isNumber())
        ? first.decimalValue().compareTo(second.decimalValue()) == 0
        : first.equals(second);
  }

  /** Whether a value is of one of these types. */
  static boolean isOf(JsonNode value, Set<JsonType> types) {
    JsonType type = typeOf(value);
    return types.contains(type) || (type == JsonType.INTEGER && types.contains(JsonType.NUMBER));
  }

  private static JsonType typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> JsonType.OBJECT;
      case ARRAY -> JsonType.ARRAY;
      case STRING, BINARY -> JsonType.STRING;
      case BOOLEAN -> JsonType.BOOLEAN;
      case NULL, MISSING -> JsonType.NULL;
      case NUMBER -> SchemaNode.isWhole(value.decimalValue()) ? JsonType.INTEGER : JsonType.NUMBER;
    };
  }
}
