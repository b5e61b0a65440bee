package dev.jobstream.llm.llamacpp;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Grammars of JSON strings. A character is one of Unicode's code points, as JSON Schema counts
 * them, written as it is or as JSON escapes it; control characters are possible only where JSON has
 * a letter for them.
 */
final class StringGrammar {
  /** Of those whose schema does not say how long they may be. */
  private static final int LONGEST_QUOTATION = 1_000;

  private static final String HEX = "[0-9a-fA-F]";
  private static final Map<String, String> FORMATS =
      Map.of(
          "date", "date",
          "time", "time",
          "date-time", "date \"T\" time",
          "uuid", HEX + "{8} \"-\" " + (HEX + "{4} \"-\" ").repeat(3) + HEX + "{12}");

  private final GrammarRules rules;
  private final Map<String, Integer> quotations = new HashMap<>();
  private String character = "";

  StringGrammar(GrammarRules rules) {
    this.rules = rules;
  }

  /** The rule for any string. */
  String any() {
    return rules.define("string", quoted(character() + "*"));
  }

  /** The expression of the strings of a schema. */
  String string(SchemaNode schema, String hint) {
    if (schema.has("pattern")) {
      checkNoLength(schema, "pattern");
      return rules.define(hint, quoted(pattern(schema)));
    }
    if (schema.has("format")) {
      checkNoLength(schema, "format");
      return rules.define(hint, quoted(format(schema)));
    }
    int min = schema.count("minLength", 0);
    int max = schema.count("maxLength", GrammarRules.UNBOUNDED);
    if (min > max) {
      throw schema.refused("allows no value at all");
    }
    if (min == 0 && max == GrammarRules.UNBOUNDED) {
      return any();
    }
    String name = max == GrammarRules.UNBOUNDED ? "string-" + min : "string-" + min + "-" + max;
    return rules.define(name, quoted(rules.repeat(character(), min, max)));
  }

  /** The expression of the strings of a schema that quote. */
  String quotation(SchemaNode schema) {
    for (String keyword : schema.assertions()) {
      if (!keyword.equals("type") && !keyword.equals("maxLength")) {
        throw schema.refused(keyword, "cannot stand where a text is quoted. Leave it out");
      }
    }
    if (!schema.types().equals(Set.of(SchemaNode.JsonType.STRING))) {
      throw schema.refused("is to quote a text, and is no string");
    }
    int most = schema.count("maxLength", LONGEST_QUOTATION);
    // The same in every place, and like no other rule: what it stands for is put in its place.
    String rule = rules.define("quotation", rules.repeat(character(), 0, most) + " \"\"");
    quotations.put(rule, most);
    return quoted(rule);
  }

  /** The most characters of each rule that quotes, by its name. */
  Map<String, Integer> quotations() {
    return quotations;
  }

  private static String quoted(String content) {
    return "\"\\\"\" " + content + " \"\\\"\"";
  }

  private static void checkNoLength(SchemaNode schema, String keyword) {
    for (String other : new String[] {"minLength", "maxLength", "format", "pattern"}) {
      if (!other.equals(keyword) && schema.has(other)) {
        throw schema.refused(other, "cannot stand beside `" + keyword + "`. Leave one of them out");
      }
    }
  }

  private String pattern(SchemaNode schema) {
    String pattern = schema.json().get("pattern").textValue();
    if (pattern == null) {
      throw schema.refused("pattern", "is not a text");
    }
    try {
      return new PatternGrammar(pattern, rules, character()).toGrammar();
    } catch (PatternGrammar.Unsupported e) {
      throw schema.refused(
          "pattern", e.getMessage() + ", which is not supported. Write it simpler");
    }
  }

  private String format(SchemaNode schema) {
    String body = FORMATS.get(schema.json().get("format").asText());
    if (body == null) {
      throw schema.refused(
          "format", "is not supported; `date`, `time`, `date-time` and `uuid` are. Leave it out");
    }
    if (body.contains("date")) {
      String day = "(\"0\" [1-9] | [12] [0-9] | \"3\" [01])";
      rules.define("date", "[0-9]{4} \"-\" (\"0\" [1-9] | \"1\" [0-2]) \"-\" " + day);
    }
    if (body.contains("time")) {
      String hour = "([01] [0-9] | \"2\" [0-3])";
      String zone = "(\"Z\" | [-+] " + hour + " \":\" [0-5] [0-9])";
      rules.define(
          "time", hour + " \":\" [0-5] [0-9] \":\" [0-5] [0-9] (\".\" [0-9]{1,9})? " + zone);
    }
    return body;
  }

  /** The rule for one character. Escaped halves of a pair come in pairs only. */
  private String character() {
    if (character.isEmpty()) {
      String code =
          rules.define(
              "code",
              "\"00\" [2-9a-fA-F] "
                  + HEX
                  + " | \"0\" [1-9a-fA-F] "
                  + HEX
                  + "{2} | [1-9abcefABCEF] "
                  + HEX
                  + "{3} | [dD] [0-7] "
                  + HEX
                  + "{2} | [dD] [89abAB] "
                  + HEX
                  + "{2} \"\\\\u\" [dD] [c-fC-F] "
                  + HEX
                  + "{2}");
      character =
          rules.define(
              "char", "[^\"\\\\\\x00-\\x1F\\x7F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" " + code + ")");
    }
    return character;
  }
}
