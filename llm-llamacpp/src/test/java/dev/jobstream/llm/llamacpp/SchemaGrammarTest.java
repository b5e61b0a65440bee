package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What schemas become, and what llama.cpp's own grammar then admits. */
class SchemaGrammarTest {
  private static GrammarMatcher grammars;

  @BeforeAll
  static void open() {
    grammars = new GrammarMatcher();
  }

  @AfterAll
  static void close() {
    grammars.close();
  }

  @Test
  void aPostingBecomesOneRuleOfItsPropertiesInOrder() {
    String gbnf =
        SchemaGrammar.toGbnf(
            """
            {"type":"object","additionalProperties":false,"properties":{
              "title":{"type":"string","maxLength":120,"description":"as the posting has it"},
              "type":{"type":"string","pattern":"^ ?(full-time|part-time)?$"},
              "remote":{"type":["boolean","null"]},
              "skills":{"type":"array","items":{"type":"string","maxLength":40},"maxItems":12},
              "level":{"enum":["mid","senior"]},
              "salary":{"type":"integer","minimum":0,"maximum":120000}},
             "required":["title","type","remote","skills","level"]}
            """);

    assertThat(gbnf)
        .isEqualTo(
            """
            root ::= value
            code ::= "00" [2-9a-fA-F] [0-9a-fA-F] | "0" [1-9a-fA-F] [0-9a-fA-F]{2} | [1-9abcefABCEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2} | [dD] [89abAB] [0-9a-fA-F]{2} "\\\\u" [dD] [c-fC-F] [0-9a-fA-F]{2}
            char ::= [^"\\\\\\x00-\\x1F\\x7F] | "\\\\" (["\\\\/bfnrt] | "u" code)
            string-0-120 ::= "\\"" char{0,120} "\\""
            part ::= ("full-time" | "part-time")
            type ::= "\\"" " "? part? "\\""
            string-0-40 ::= "\\"" char{0,40} "\\""
            skills-more ::= "," string-0-40
            skills ::= "[" (string-0-40 skills-more{0,11})? "]"
            integer ::= ([0-9] | [1-9] [0-9]{1,4} | "1" ([0-1] [0-9]{4} | "2" "0000"))
            value ::= "{" "\\"title\\":" string-0-120 "," "\\"type\\":" type "," "\\"remote\\":" (("true" | "false") | "null") "," "\\"skills\\":" skills "," "\\"level\\":" ("\\"mid\\"" | "\\"senior\\"") ("," "\\"salary\\":" integer)? "}"
            """);
    assertThat(grammars.canRead(gbnf)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"string"}                                  | "a\\"\\n\\u00e9ü😀"      | true
          {"type":"string"}                                  | "\\ud83d\\ude00"         | true
          {"type":"string"}                                  | "\\ud83d"                | false
          {"type":"string"}                                  | "\\u0000"                | false
          {"type":"string"}                                  | "a                       | false
          {"type":"string","maxLength":2}                    | "😀ü"                    | true
          {"type":"string","maxLength":2}                    | "abc"                    | false
          {"type":"string","minLength":2}                    | "a"                      | false
          {"type":"string","format":"date"}                  | "2025-02-28"             | true
          {"type":"string","format":"date"}                  | "2025-13-01"             | false
          {"type":"string","format":"date-time"}             | "2025-02-28T23:59:59Z"   | true
          {"type":"string","format":"uuid"}                  | "0f0f0f0f-1111-2222-3333-444444444444" | true
          {"type":"string","pattern":"^\\\\d+€$"}            | "12€"                    | true
          {"type":"string","pattern":"^a\\\\tb$"}            | "a\\tb"                  | true
          {"type":"string","pattern":"[\\"\\\\\\\\]"}        | "x\\"y"                  | true
          {"type":"integer"}                                 | -12                      | true
          {"type":"integer"}                                 | 012                      | false
          {"type":"integer"}                                 | 1.5                      | false
          {"type":"number"}                                  | -0.5e-3                  | true
          {"type":"number","minimum":0}                      | -1                       | false
          {"type":"number","exclusiveMaximum":1,"minimum":0} | 0.999                    | true
          {"type":"number","exclusiveMaximum":1,"minimum":0} | 1                        | false
          {"const":{"a":[1,null]}}                           | {"a":[1,null]}           | true
          {"const":{"a":[1,null]}}                           | {"a":[1]}                | false
          {"enum":["a",1],"type":"string"}                   | 1                        | false
          {"type":"array"}                                   | [1,"a",{"b":[]}]         | true
          {"type":"array","items":{"type":"null"},"minItems":2} | [null]                | false
          {"type":"array","maxItems":0}                      | []                       | true
          {"type":"object"}                                  | {}                       | true
          {"type":"object"}                                  | {"a":1}                  | false
          {"type":"object","additionalProperties":true}      | {"a":1}                  | true
          {"type":"object","additionalProperties":{"type":"integer"},"properties":{"ab":{"type":"null"}}} | {"ab":null,"a":1,"abc":2} | true
          {"type":"object","additionalProperties":{"type":"integer"},"properties":{"ab":{"type":"null"}}} | {"ab":1} | false
          {"properties":{"a":{},"b":{}},"required":["b"]}    | {"b":1}                  | true
          {"properties":{"a":{},"b":{}},"required":["b"]}    | {"b":1,"a":1}            | false
          {"properties":{"a":{},"b":{}},"required":["b"]}    | {"a":1}                  | false
          {"properties":{"a":{},"b":{}}}                     | {"a": 1}                 | false
          {}                                                 | {"a":[true]}             | true
          {"anyOf":[{"type":"string"},{"type":"null"}]}      | null                     | true
          {"oneOf":[{"type":"string"},{"type":"integer"}]}   | 5                        | true
          {"allOf":[{"type":"string"}]}                      | "a"                      | true
          """)
  void aValueIsAdmittedExactlyIfItMatches(String schema, String value, boolean admitted) {
    assertThat(grammars.matches(SchemaGrammar.toGbnf(schema), value)).isEqualTo(admitted);
  }

  @Test
  void aSchemaMayReferToItself() {
    String gbnf =
        SchemaGrammar.toGbnf(
            """
            {"$defs":{"node":{"type":"object","required":["next"],"properties":{
                "next":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/node"}]},
                "all":{"type":"array","items":{"allOf":[{"$ref":"#/$defs/node"}]}}}}},
             "$ref":"#/$defs/node"}
            """);

    assertThat(grammars.matches(gbnf, "{\"next\":{\"next\":null}}")).isTrue();
    assertThat(grammars.matches(gbnf, "{\"next\":null,\"all\":[{\"next\":null}]}")).isTrue();
    assertThat(grammars.matches(gbnf, "{\"next\":{}}")).isFalse();
  }

  @Test
  void objectsOfAllOfAreMerged() {
    String gbnf =
        SchemaGrammar.toGbnf(
            """
            {"$defs":{"named":{"type":"object","properties":{"name":{"type":"string"}},
                "required":["name"]}},
             "allOf":[{"$ref":"#/$defs/named"},
               {"type":"object","properties":{"age":{"type":"integer"}},"required":["age"]}]}
            """);

    assertThat(grammars.matches(gbnf, "{\"name\":\"a\",\"age\":3}")).isTrue();
    assertThat(grammars.matches(gbnf, "{\"name\":\"a\"}")).isFalse();
  }

  @Test
  void oneOfMayBeToldApartByAProperty() {
    String gbnf =
        SchemaGrammar.toGbnf(
            """
            {"oneOf":[
              {"type":"object","properties":{"kind":{"const":"a"},"x":{}},"required":["kind"]},
              {"type":"object","properties":{"kind":{"const":"b"},"x":{}},"required":["kind"]}]}
            """);

    assertThat(grammars.matches(gbnf, "{\"kind\":\"b\"}")).isTrue();
    assertThat(grammars.matches(gbnf, "{\"kind\":\"c\"}")).isFalse();
  }

  @Test
  void longRepetitionsAreCountedExactly() {
    String gbnf =
        SchemaGrammar.toGbnf("{\"type\":\"string\",\"minLength\":300,\"maxLength\":5000}");

    assertThat(grammars.matches(gbnf, quoted(299))).isFalse();
    assertThat(grammars.matches(gbnf, quoted(300))).isTrue();
    assertThat(grammars.matches(gbnf, quoted(512 + 300))).isTrue();
    assertThat(grammars.matches(gbnf, quoted(5000))).isTrue();
    assertThat(grammars.matches(gbnf, quoted(5001))).isFalse();
    assertThat(grammars.canRead(SchemaGrammar.toGbnf("{\"type\":\"string\",\"maxLength\":100000}")))
        .isTrue();
  }

  private static String quoted(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  @Test
  void manyOptionalPropertiesStaySmall() {
    StringBuilder properties = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      properties.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":{\"type\":\"null\"}");
    }
    String gbnf = SchemaGrammar.toGbnf("{\"type\":\"object\",\"properties\":{" + properties + "}}");

    assertThat(gbnf.length()).isLessThan(50_000);
    assertThat(grammars.matches(gbnf, "{\"p3\":null,\"p199\":null}")).isTrue();
    assertThat(grammars.matches(gbnf, "{\"p199\":null,\"p3\":null}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"number","multipleOf":2}                  | 's `#/multipleOf` is not supported. Leave it out, and check the value afterwards.
          {"properties":{"a/b":{"not":{}}}}                 | 's `#/properties/a~1b/not` is not supported. Leave it out, and check the value afterwards.
          {"type":"string","minItems":1}                    | 's `#/minItems` says nothing about a value of this type. Leave it out.
          {"type":"text"}                                   | 's `#/type` is not a type or a list of types.
          {"type":"string","format":"email"}                | 's `#/format` is not supported; `date`, `time`, `date-time` and `uuid` are. Leave it out.
          {"type":"string","pattern":"^(?=a)$"}             | 's `#/pattern` looks ahead or names a group, which is not supported. Write it simpler.
          {"type":"string","pattern":"a\\\\b"}              | 's `#/pattern` uses `\\b`, which is not supported. Write it simpler.
          {"type":"string","pattern":"(a*)*"}               | 's `#/pattern` repeats without end what may be empty, which is not supported. Write it simpler.
          {"type":"string","pattern":"a)"}                  | 's `#/pattern` has a `)` in a place of its own, which is not supported. Write it simpler.
          {"type":"string","pattern":"a","maxLength":3}     | 's `#/maxLength` cannot stand beside `pattern`. Leave one of them out.
          {"type":"string","maxLength":100001}              | 's `#/maxLength` is not a whole number from 0 to 100,000.
          {"type":"string","minLength":3,"maxLength":2}     |  at `#` allows no value at all.
          {"type":"integer","minimum":3,"maximum":2}        |  at `#` allows no value at all.
          {"type":"number","minimum":0.5}                   | 's `#/minimum` is not a whole number, which is not supported.
          {"enum":["a"],"type":"null"}                      |  at `#` allows no value at all.
          {"enum":"a"}                                      | 's `#/enum` is not a list of values.
          {"items":false}                                   |  at `#/items` is not a schema that a value can match.
          {"required":["a"]}                                | 's `#/required` asks for `a`, which has no schema.
          {"anyOf":[{}],"minLength":1}                      | 's `#/minLength` cannot stand beside `anyOf`. Move it into the branches.
          {"oneOf":[{"type":"number"},{"type":"integer"}]}  | 's `#/oneOf` has branches that one value could match both, 0 and 1. Use `anyOf`.
          {"allOf":[{"type":"string"},{"type":"string"}]}   |  at `#/allOf/0` is not of the type `object`, and `allOf` merges only such.
          {"allOf":[{"$ref":"#"},{"$ref":"#"}]}             |  at `#` is too deep, too large or no object, and cannot be merged by `allOf`.
          {"$ref":"#/$defs/a"}                              | 's `#/$ref` points to `#/$defs/a`, which is not there.
          {"$ref":"https://example.com/schema"}             | 's `#/$ref` does not point into this schema, as `#/$defs/name` does.
          {"$ref":"#"}                                      |  at `#` refers to itself with nothing in between. Put it into a property or a list.
          {"a":1,"a":2}                                     |  is not JSON at line 1, column 11: Duplicate field 'a'.
          {"type":"string"                                  |  is not JSON at line 1, column 17: Unexpected end-of-input: expected close marker for Object.
          """)
  void whatCannotBeAGrammarIsRefusedWithItsPlace(String schema, String expected) {
    assertThatThrownBy(() -> SchemaGrammar.toGbnf(schema))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessage("The JSON schema" + (expected.startsWith("'") ? "" : " ") + expected);
  }

  @Test
  void aSchemaThatIsTooDeepIsRefused() {
    String schema = "{\"items\":".repeat(200) + "{}" + "}".repeat(200);

    assertThatThrownBy(() -> SchemaGrammar.toGbnf(schema))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageEndingWith("is more than 64 schemas deep. Make it flatter.");
  }

  @Test
  void rulesThatBeginWithEachOtherAreRefused() {
    String schema =
        """
        {"$defs":{
           "a":{"anyOf":[{"type":"array","items":{"$ref":"#/$defs/b"}},{"$ref":"#/$defs/b"}]},
           "b":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/a"}]}},
         "$ref":"#/$defs/a"}
        """;

    assertThatThrownBy(() -> SchemaGrammar.toGbnf(schema))
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageContaining("refers to itself with nothing in between");
  }
}
