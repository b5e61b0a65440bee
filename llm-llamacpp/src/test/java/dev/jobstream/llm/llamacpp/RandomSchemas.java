package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Schemas of every kind that a grammar can be made of. */
final class RandomSchemas {
  static final List<String> PATTERNS =
      List.of(
          "^[a-z]{2,4}$",
          "^(ab|cd)*e?$",
          "^\\d{3}-\\d+$",
          "b",
          "^x|y$",
          "^[^\"\\\\a-y]+$",
          "^\\w+\\s\\S$",
          "^(?:a(?:b|\\.)){1,3}$",
          "^.{0,3}$",
          "^[\\d.-]+$",
          "^$",
          "");
  private static final JsonMapper MAPPER = new JsonMapper();

  private RandomSchemas() {}

  static JsonNode schema(Random random) {
    return schema(random, 0);
  }

  private static JsonNode schema(Random random, int depth) {
    int kind = random.nextInt(depth > 2 ? 6 : 9);
    ObjectNode schema = MAPPER.createObjectNode();
    switch (kind) {
      case 0 -> {
        schema.put("type", "string").put("maxLength", 1 + random.nextInt(9));
        schema.put("minLength", random.nextInt(2));
      }
      case 1 ->
          schema
              .put("type", "string")
              .put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
      case 2 -> {
        return number(random);
      }
      case 3 -> schema.putArray("enum").add("a\"b").add(3).addNull().add("ö").add(1.5);
      case 4 -> schema.put("type", random.nextBoolean() ? "boolean" : "null");
      case 5 -> schema.putArray("type").add("string").add("null");
      case 6 -> {
        schema.put("type", "array").put("minItems", random.nextInt(3));
        schema.put("maxItems", 2 + random.nextInt(3)).set("items", schema(random, depth + 1));
      }
      case 7 -> {
        ArrayNode branches = schema.putArray("anyOf");
        branches.add(schema(random, depth + 1)).add(schema(random, depth + 1));
      }
      default -> fillObject(schema, random, depth);
    }
    return schema;
  }

  private static void fillObject(ObjectNode schema, Random random, int depth) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    List<String> names = List.of("a", "ab", "b", "\"q\"", "");
    for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
      properties.set(name, schema(random, depth + 1));
      if (random.nextBoolean()) {
        required.add(name);
      }
    }
    if (random.nextInt(3) == 0) {
      schema.set("additionalProperties", schema(random, depth + 1));
    } else if (random.nextBoolean()) {
      schema.put("additionalProperties", false);
    }
  }

  static ObjectNode number(Random random) {
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("type", random.nextBoolean() ? "integer" : "number");
    int span = (int) Math.pow(10, random.nextInt(5));
    int low = random.nextInt(2 * span + 1) - span;
    if (random.nextInt(4) > 0) {
      schema.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", low);
    }
    if (random.nextInt(4) > 0) {
      schema.put(
          random.nextBoolean() ? "maximum" : "exclusiveMaximum", low + 2 + random.nextInt(span));
    }
    return schema;
  }
}
