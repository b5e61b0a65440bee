package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.SchemaNode.JsonType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a JSON schema into a grammar in llama.cpp's GBNF, so that a model can write nothing but
 * JSON that matches it. The JSON is compact, properties come in the schema's order, and what a
 * schema only allows by saying nothing (further properties) is not written. A keyword that cannot
 * be a grammar is refused; none is left out silently.
 */
public final class SchemaGrammar {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_RULES = 20_000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final GrammarRules rules = new GrammarRules();
  private final SchemaReferences references;
  private final StringGrammar strings = new StringGrammar(rules);
  private final ObjectGrammar objects;
  private String any = "";

  private SchemaGrammar(SchemaNode root, Set<String> quoting) {
    this.references = new SchemaReferences(root, rules);
    this.objects = new ObjectGrammar(this, rules, strings, quoting);
  }

  /**
   * The grammar of a schema; its rule {@code root} matches one JSON value.
   *
   * @throws LlmException.InvalidRequest if the text is no schema, or uses what cannot be a grammar;
   *     the message names the keyword with its JSON pointer
   */
  public static String toGbnf(String jsonSchema) {
    return of(jsonSchema, Set.of()).gbnf();
  }

  /**
   * The same, with properties that quote.
   *
   * @param quoting properties of the outermost object
   * @throws LlmException.InvalidRequest also if one of them is not there, is no string, or more is
   *     said of it than how long it may be
   */
  static GrammarText of(String jsonSchema, Set<String> quoting) {
    SchemaNode root = root(jsonSchema);
    SchemaGrammar grammar = new SchemaGrammar(root, quoting);
    String rule = grammar.rules.reserve("root");
    GrammarText text = grammar.print(rule, grammar.value(root, "value", 0));
    for (String name : quoting) {
      if (!grammar.objects.quotes(name)) {
        throw root.refused(
            "properties", "has no `%s` of its own, which is to quote".formatted(name));
      }
    }
    return text;
  }

  /**
   * The grammars of an object's properties, each as if it were the object's first: bracket, name,
   * value, and then anything, if a comma is before it.
   *
   * @param names the properties
   * @param quoting those that quote
   * @return by name, in the order of the names; empty unless the schema is of an object that must
   *     have just these properties
   * @throws LlmException.InvalidRequest as {@link #of}
   */
  static Map<String, GrammarText> ofProperties(
      String jsonSchema, List<String> names, Set<String> quoting) {
    SchemaNode root = root(jsonSchema);
    if (!root.isObjectOf(Set.copyOf(names))) {
      return Map.of();
    }
    Map<String, GrammarText> grammars = new LinkedHashMap<>();
    for (String name : names) {
      SchemaGrammar grammar = new SchemaGrammar(root, quoting);
      grammars.put(
          name, grammar.print(grammar.rules.reserve("root"), grammar.objects.begin(root, name)));
    }
    return grammars;
  }

  private GrammarText print(String rule, String body) {
    rules.fill(rule, body);
    references.checkProgress();
    return new GrammarText(rules.print(), strings.quotations());
  }

  private static SchemaNode root(String jsonSchema) {
    JsonNode json;
    try {
      json = MAPPER.readTree(jsonSchema);
    } catch (JsonProcessingException e) {
      // Jackson adds where a bracket was opened, and that it will not show the text.
      String reason = e.getOriginalMessage().replaceFirst(" \\(start marker.*", "");
      throw new LlmException.InvalidRequest(
          "The JSON schema is not JSON at line %d, column %d: %s."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), reason),
          e);
    }
    return new SchemaNode(json, "#");
  }

  /**
   * The expression of a value.
   *
   * @param hint what its rules may be called
   * @param depth how many schemas it is in
   */
  String value(SchemaNode schema, String hint, int depth) {
    if (depth > MAX_DEPTH) {
      throw schema.refused("is more than %d schemas deep. Make it flatter".formatted(MAX_DEPTH));
    }
    if (rules.count() > MAX_RULES) {
      throw schema.refused("makes the grammar too large. Make the schema smaller");
    }
    if (schema.json().isBoolean() && schema.json().booleanValue()) {
      return anyValue();
    }
    if (!schema.json().isObject()) {
      throw schema.refused("is not a schema that a value can match");
    }
    schema.checkKeywords();
    if (schema.has("$ref")) {
      schema.checkAlone("$ref", Set.of());
      return references.rule(schema, target -> value(target, nameOf(target), depth + 1));
    }
    if (schema.has("allOf")) {
      return value(new SchemaMerge(references).merge(schema), hint, depth + 1);
    }
    if (schema.has("anyOf") || schema.has("oneOf")) {
      return branches(schema, hint, depth);
    }
    if (schema.has("enum") || schema.has("const")) {
      return literals(schema);
    }
    Set<JsonType> types = schema.types();
    if (types.size() == JsonType.values().length - 1 && schema.assertions().isEmpty()) {
      return anyValue();
    }
    return GrammarRules.oneOf(
        types.stream().map(type -> value(schema, type, hint, depth)).toList());
  }

  private String value(SchemaNode schema, JsonType type, String hint, int depth) {
    return switch (type) {
      case OBJECT -> references.consuming(() -> objects.object(schema, hint, depth));
      case ARRAY -> references.consuming(() -> array(schema, hint, depth));
      case STRING -> strings.string(schema, hint);
      case NUMBER -> rules.define("number", NumberBounds.of(schema).numbers());
      case INTEGER -> rules.define("integer", NumberBounds.of(schema).integers());
      case BOOLEAN -> "(\"true\" | \"false\")";
      case NULL -> "\"null\"";
    };
  }

  private static String nameOf(SchemaNode schema) {
    String name = schema.pointer().substring(schema.pointer().lastIndexOf('/') + 1);
    return name.equals("#") ? "value" : name;
  }

  private String branches(SchemaNode schema, String hint, int depth) {
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    schema.checkAlone(keyword, Set.of());
    SchemaNode list = schema.child(keyword).orElseThrow();
    if (!list.json().isArray() || list.json().isEmpty()) {
      throw schema.refused(keyword, "is not a list of schemas");
    }
    if (keyword.equals("oneOf")) {
      new SchemaOverlap(references).check(schema, list);
    }
    Set<String> alternatives = new LinkedHashSet<>();
    for (int i = 0; i < list.json().size(); i++) {
      alternatives.add(value(list.element(i), hint, depth + 1));
    }
    return GrammarRules.oneOf(List.copyOf(alternatives));
  }

  private String literals(SchemaNode schema) {
    schema.checkAlone(schema.has("enum") ? "enum" : "const", Set.of("type", "const"));
    Set<JsonType> types = schema.types();
    List<String> literals = new ArrayList<>();
    for (JsonNode value : SchemaOverlap.values(schema)) {
      if (SchemaOverlap.isOf(value, types)) {
        literals.add(GrammarRules.literal(value.toString()));
      }
    }
    if (literals.isEmpty()) {
      throw schema.refused("allows no value at all");
    }
    return GrammarRules.oneOf(literals.stream().distinct().toList());
  }

  private String array(SchemaNode schema, String hint, int depth) {
    int min = schema.count("minItems", 0);
    int max = schema.count("maxItems", GrammarRules.UNBOUNDED);
    if (min > max) {
      throw schema.refused("allows no value at all");
    }
    if (max == 0) {
      return "\"[]\"";
    }
    String itemHint = hint + "-item";
    String item =
        schema
            .child("items")
            .map(items -> value(items, itemHint, depth + 1))
            .orElseGet(this::anyValue);
    String first = item.startsWith("(") || item.contains(" ") ? rules.define(itemHint, item) : item;
    String more = rules.define(hint + "-more", "\",\" " + first);
    String items =
        first
            + " "
            + rules.repeat(
                more, Math.max(0, min - 1), max == GrammarRules.UNBOUNDED ? max : max - 1);
    return rules.define(
        hint, min == 0 ? "\"[\" (" + items + ")? \"]\"" : "\"[\" " + items + " \"]\"");
  }

  /** The rule for any JSON value. */
  String anyValue() {
    if (any.isEmpty()) {
      any = rules.reserve("any");
      String string = strings.any();
      String number = rules.define("number", NumberGrammar.unbounded(false));
      String pair = rules.define("any-pair", string + " \":\" " + any);
      String object = "\"{\" (" + pair + " (\",\" " + pair + ")*)? \"}\"";
      String array = "\"[\" (" + any + " (\",\" " + any + ")*)? \"]\"";
      String words = "\"true\" | \"false\" | \"null\"";
      rules.fill(any, String.join(" | ", object, array, string, number, words));
    }
    return any;
  }
}
