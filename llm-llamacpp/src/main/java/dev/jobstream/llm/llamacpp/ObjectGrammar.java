package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Grammars of JSON objects: the properties in the schema's order, then further ones if asked for.
 */
final class ObjectGrammar {
  private final SchemaGrammar values;
  private final GrammarRules rules;
  private final StringGrammar strings;
  private final Set<String> quoting;
  private final Set<String> quoted = new HashSet<>();

  /** One property: the expression of its name, colon and value, and whether it must be there. */
  private record Property(String expression, boolean required) {}

  /**
   * @param quoting properties of the outermost object that quote
   */
  ObjectGrammar(
      SchemaGrammar values, GrammarRules rules, StringGrammar strings, Set<String> quoting) {
    this.values = values;
    this.rules = rules;
    this.strings = strings;
    this.quoting = quoting;
  }

  /** The rule of the objects of a schema. */
  String object(SchemaNode schema, String hint, int depth) {
    Set<String> required = required(schema);
    List<Property> properties = new ArrayList<>();
    List<String> names = new ArrayList<>();
    schema
        .child("properties")
        .ifPresent(all -> {
          if (!all.json().isObject()) {
            throw schema.refused("properties", "is not an object of schemas");
          }
          for (Map.Entry<String, JsonNode> entry : all.json().properties()) {
            String name = entry.getKey();
            names.add(name);
            properties.add(new Property(property(all, name, depth), required.contains(name)));
          }
        });
    required.removeAll(names);
    if (!required.isEmpty()) {
      throw schema.refused(
          "required", "asks for `%s`, which has no schema".formatted(required.iterator().next()));
    }
    String further = further(schema, names, hint, depth);
    return rules.define(hint, "\"{\" " + inside(properties, further, hint) + "\"}\"");
  }

  /** The expression of an object that begins with a property. */
  String begin(SchemaNode schema, String name) {
    String property = property(schema.child("properties").orElseThrow(), name, 0);
    String rest = rules.define("rest", "\"}\" | \",\" [^\\x00]*");
    return "\"{\" " + property + " " + rest;
  }

  private String property(SchemaNode all, String name, int depth) {
    String key = GrammarRules.literal(TextNode.valueOf(name) + ":");
    SchemaNode schema = all.child(name).orElseThrow();
    if (depth == 0 && quoting.contains(name)) {
      quoted.add(name);
      return key + " " + strings.quotation(schema);
    }
    return key + " " + values.value(schema, name, depth + 1);
  }

  /** Whether a property was met that is to quote. */
  boolean quotes(String name) {
    return quoted.contains(name);
  }

  private static Set<String> required(SchemaNode schema) {
    Set<String> required = new LinkedHashSet<>();
    JsonNode list = schema.json().path("required");
    if (!list.isMissingNode() && !list.isArray()) {
      throw schema.refused("required", "is not a list of names");
    }
    list.forEach(name -> required.add(name.asText()));
    return required;
  }

  /** The rule of one further property; empty if there may be none. */
  private String further(SchemaNode schema, List<String> names, String hint, int depth) {
    SchemaNode additional = schema.child("additionalProperties").orElse(null);
    if (additional == null
        || (additional.json().isBoolean() && !additional.json().booleanValue())) {
      return "";
    }
    String value = values.value(additional, hint + "-value", depth + 1);
    String key =
        names.isEmpty()
            ? strings.any()
            : rules.define(hint + "-key", quoted(otherThan(names, hint)));
    return rules.define(hint + "-pair", key + " \":\" " + value);
  }

  /** What stands between the brackets; ends with a space unless empty. */
  private String inside(List<Property> properties, String further, String hint) {
    // From the back: what may follow once something stands there, and what may begin.
    String rest = further.isEmpty() ? "" : "(\",\" " + further + ")*";
    String start = further.isEmpty() ? "" : "(" + further + " " + rest + ")?";
    for (int i = properties.size() - 1; i >= 0; i--) {
      Property property = properties.get(i);
      String first = (property.expression() + " " + rest).strip();
      if (property.required()) {
        start = first;
        rest = ("\",\" " + property.expression() + " " + rest).strip();
      } else {
        String next = rest.isEmpty() ? "" : rules.define(hint + "-rest", rest);
        first = (property.expression() + " " + next).strip();
        start = start.isEmpty() ? "(" + first + ")?" : either(first, start, hint);
        rest = ("(\",\" " + property.expression() + ")? " + next).strip();
      }
    }
    return start.isEmpty() ? "" : start + " ";
  }

  private String either(String first, String otherwise, String hint) {
    return "(" + first + " | " + rules.define(hint + "-from", otherwise) + ")";
  }

  /** Names that are none of these, without escapes: a tree of their letters tells them apart. */
  private String otherThan(Collection<String> names, String hint) {
    Map<Integer, List<String>> byLetter = new TreeMap<>();
    boolean mayEnd = true;
    for (String name : names) {
      if (name.isEmpty()) {
        mayEnd = false;
      } else {
        int letter = name.codePointAt(0);
        byLetter
            .computeIfAbsent(letter, key -> new ArrayList<>())
            .add(name.substring(Character.charCount(letter)));
      }
    }
    CodePoints plain = CodePoints.PRINTABLE.minus(CodePoints.of('"')).minus(CodePoints.of('\\'));
    CodePoints others = plain;
    List<String> alternatives = new ArrayList<>();
    for (Map.Entry<Integer, List<String>> entry : byLetter.entrySet()) {
      CodePoints letter = CodePoints.of(entry.getKey());
      others = others.minus(letter);
      if (plain.contains(entry.getKey())) {
        String tail = rules.define(hint + "-key", otherThan(entry.getValue(), hint));
        alternatives.add(GrammarRules.oneOf(letter.alternatives()) + " " + tail);
      }
    }
    String any = GrammarRules.oneOf(plain.alternatives()) + "*";
    alternatives.add(GrammarRules.oneOf(others.alternatives()) + " " + any);
    String expression = GrammarRules.oneOf(alternatives);
    return mayEnd ? "(" + expression + ")?" : expression;
  }

  private static String quoted(String content) {
    return "\"\\\"\" " + content + " \"\\\"\"";
  }
}
