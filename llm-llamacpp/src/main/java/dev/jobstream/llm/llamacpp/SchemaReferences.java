package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The references of a schema: each target becomes one rule, so that schemas may refer to
 * themselves. llama.cpp refuses a rule that can begin with itself; such references are found here.
 */
final class SchemaReferences {
  private static final int MAX_STEPS = 100;

  private final SchemaNode root;
  private final GrammarRules rules;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Set<String>> beginsWith = new HashMap<>();
  // The target whose rule is being made, as long as nothing of it has been written; else empty.
  private String beginning = "";

  SchemaReferences(SchemaNode root, GrammarRules rules) {
    this.root = root;
    this.rules = rules;
  }

  /** The rule of what a schema refers to; made by the function if it is asked for first. */
  String rule(SchemaNode schema, Function<SchemaNode, String> make) {
    SchemaNode target = target(schema);
    if (!beginning.isEmpty()) {
      beginsWith.computeIfAbsent(beginning, key -> new LinkedHashSet<>()).add(target.pointer());
    }
    String known = names.get(target.pointer());
    if (known != null) {
      return known;
    }
    String name = rules.reserve(target.pointer().replaceFirst(".*[/#]", "") + "-ref");
    names.put(target.pointer(), name);
    String outer = beginning;
    beginning = target.pointer();
    rules.fill(name, make.apply(target));
    beginning = outer;
    return name;
  }

  /** Makes the rules of something that begins with a character of its own. */
  String consuming(Supplier<String> make) {
    String outer = beginning;
    beginning = "";
    String made = make.get();
    beginning = outer;
    return made;
  }

  /** What a schema refers to in the end, or itself. */
  SchemaNode resolved(SchemaNode schema) {
    SchemaNode target = schema;
    for (int i = 0; i < MAX_STEPS && target.has("$ref"); i++) {
      target.checkAlone("$ref", Set.of());
      target = target(target);
    }
    return target;
  }

  private SchemaNode target(SchemaNode schema) {
    String reference = schema.json().get("$ref").asText();
    if (!reference.startsWith("#") || (reference.length() > 1 && reference.charAt(1) != '/')) {
      throw schema.refused("$ref", "does not point into this schema, as `#/$defs/name` does");
    }
    String pointer;
    JsonNode target;
    try {
      // A plus is itself here, not the space that it is in a form.
      pointer =
          URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      target = root.json().at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      throw schema.refused("$ref", "is not a JSON pointer");
    }
    if (target.isMissingNode()) {
      throw schema.refused("$ref", "points to `%s`, which is not there".formatted(reference));
    }
    return new SchemaNode(target, "#" + pointer);
  }

  /** Refuses references that lead back to themselves with nothing written in between. */
  void checkProgress() {
    for (String start : beginsWith.keySet()) {
      Set<String> seen = new HashSet<>();
      if (leadsTo(start, start, seen)) {
        throw new SchemaNode(root.json(), start)
            .refused("refers to itself with nothing in between. Put it into a property or a list");
      }
    }
  }

  private boolean leadsTo(String from, String to, Set<String> seen) {
    for (String next : beginsWith.getOrDefault(from, Set.of())) {
      if (next.equals(to) || (seen.add(next) && leadsTo(next, to, seen))) {
        return true;
      }
    }
    return false;
  }
}
