package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes one schema of an {@code allOf}: of a single branch, or of objects with their properties.
 */
final class SchemaMerge {
  private static final Set<String> MERGED =
      Set.of("type", "properties", "required", "additionalProperties");
  private static final int MAX_BRANCHES = 100;
  private static final int MAX_DEPTH = 16;

  private final SchemaReferences references;

  SchemaMerge(SchemaReferences references) {
    this.references = references;
  }

  SchemaNode merge(SchemaNode schema) {
    JsonNode list = schema.json().get("allOf");
    if (list.size() == 1 && schema.assertions().size() == 1) {
      // Often just a reference that carries a description, and it may lead back here.
      return schema.child("allOf").orElseThrow().element(0);
    }
    List<SchemaNode> branches = new ArrayList<>();
    flatten(schema, branches, 0);
    if (branches.size() == 1) {
      return branches.getFirst();
    }
    for (SchemaNode branch : branches) {
      for (String keyword : branch.assertions()) {
        if (!MERGED.contains(keyword)) {
          throw branch.refused(keyword, "cannot be merged by `allOf`. Write the schema as one");
        }
      }
      if (!branch.types().equals(Set.of(SchemaNode.JsonType.OBJECT))) {
        throw branch.refused("is not of the type `object`, and `allOf` merges only such");
      }
    }
    return new SchemaNode(merged(branches), schema.pointer());
  }

  private void flatten(SchemaNode schema, List<SchemaNode> branches, int depth) {
    SchemaNode resolved = references.resolved(schema);
    if (depth > MAX_DEPTH || branches.size() > MAX_BRANCHES || !resolved.json().isObject()) {
      throw resolved.refused(
          "is too deep, too large or no object, and cannot be merged by `allOf`");
    }
    resolved.checkKeywords();
    if (!resolved.has("allOf")) {
      branches.add(resolved);
      return;
    }
    ObjectNode rest = ((ObjectNode) resolved.json()).deepCopy();
    rest.remove("allOf");
    SchemaNode own = new SchemaNode(rest, resolved.pointer());
    SchemaNode list = resolved.child("allOf").orElseThrow();
    if (!list.json().isArray() || list.json().isEmpty()) {
      throw resolved.refused("allOf", "is not a list of schemas");
    }
    if (!own.assertions().isEmpty()) {
      branches.add(own);
    }
    for (int i = 0; i < list.json().size(); i++) {
      flatten(list.element(i), branches, depth + 1);
    }
  }

  private static JsonNode merged(List<SchemaNode> branches) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    Set<String> required = new LinkedHashSet<>();
    boolean closed = false;
    for (SchemaNode branch : branches) {
      branch
          .json()
          .path("properties")
          .properties()
          .forEach(property -> {
            JsonNode known = properties.get(property.getKey());
            if (known != null && !known.equals(property.getValue())) {
              throw branch.refused(
                  "properties",
                  "gives `%s` another schema than a branch before".formatted(property.getKey()));
            }
            properties.set(property.getKey(), property.getValue());
          });
      branch.json().path("required").forEach(name -> required.add(name.asText()));
      closed |= branch.has("additionalProperties");
    }
    for (SchemaNode branch : branches) {
      checkAllows(branch, properties);
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.put("type", "object").set("properties", properties);
    ArrayNode names = merged.putArray("required");
    required.forEach(names::add);
    if (closed) {
      merged.put("additionalProperties", false);
    }
    return merged;
  }

  /** A branch that allows no further properties must have all that the others have. */
  private static void checkAllows(SchemaNode branch, ObjectNode properties) {
    JsonNode additional = branch.json().get("additionalProperties");
    if (additional == null) {
      return;
    }
    if (!additional.isBoolean() || additional.booleanValue()) {
      throw branch.refused("additionalProperties", "cannot be merged by `allOf`. Leave it out");
    }
    properties
        .fieldNames()
        .forEachRemaining(name -> {
          if (!branch.json().path("properties").has(name)) {
            throw branch.refused(
                "additionalProperties",
                "forbids `%s`, which another branch of `allOf` has".formatted(name));
          }
        });
  }
}
