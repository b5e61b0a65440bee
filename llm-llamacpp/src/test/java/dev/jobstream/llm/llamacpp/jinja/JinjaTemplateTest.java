package dev.jobstream.llm.llamacpp.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.llamacpp.jinja.JinjaException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JinjaTemplateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-15T09:05:07Z"), ZoneOffset.UTC);

  private static final JsonNode SNIPPETS = read("/jinja-snippets.json");

  private static JsonNode read(String resource) {
    try (InputStream in = JinjaTemplateTest.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<JsonNode> snippets() {
    return SNIPPETS.get("snippets").valueStream();
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(element -> list.add(value(element)));
      return list;
    }
    if (node.isNull()) {
      return None.NONE;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isNumber() ? (Object) node.doubleValue() : node.textValue();
  }

  private static String render(String template) {
    Map<String, Object> variables = new LinkedHashMap<>();
    SNIPPETS
        .get("variables")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), value(entry.getValue())));
    return JinjaTemplate.parse(template).render(variables, CLOCK);
  }

  private static Reason failure(String template) {
    return catchThrowableOfType(JinjaException.class, () -> render(template)).reason();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void everythingIsWrittenAsPythonsJinjaWritesIt(JsonNode snippet) {
    String template = snippet.get("template").textValue();
    if (snippet.has("text")) {
      assertThat(render(template)).isEqualTo(snippet.get("text").textValue());
      return;
    }
    boolean raised = snippet.get("fails").textValue().equals("RAISED");
    assertThat(failure(template) == Reason.RAISED).isEqualTo(raised);
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "{% for i in range(1000000000) %}{% endfor %}",
        "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s | tojson }}",
        "{% set ns = namespace(s=[1], t=[1]) %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s] %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.s == ns.t }}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99999) %}{% set ns.s = [ns.s] %}{% endfor %}{{ ns.s }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ 'a' * 9999999999 }}",
        "{{ 'a' * -1 }}{{ ('a' * 9999999) | indent(9999999, true) }}",
        "{{ ('a' * 999999).replace('', 'b' * 999999) }}",
        "{{ ('a ' * 999999) | replace('a', 'b' * 999) }}",
        "{{ range(99999) | join('a' * 99999) }}",
        "{{ [1] | tojson(indent=999999999) }}",
        "{% for i in range(9999999) %}{{ 'text' }}{% endfor %}"
      })
  void noTemplateTakesMoreThanItsShare(String template) {
    assertThat(failure(template)).isEqualTo(Reason.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.getClass().forName('java.lang.Runtime') }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ messages.getClass() }}",
        "{{ (1).getClass() }}",
        "{{ namespace().getClass() }}",
        "{{ range.call([]) }}",
        "{{ range.__globals__.os }}",
        "{{ messages.stream() }}"
      })
  void noTemplateReachesAnObjectOfJava(String template) {
    assertThat(failure(template)).isEqualTo(Reason.FAILED);
  }

  @Test
  void nestingThatNoStackHoldsIsRefused() {
    assertThat(failure("{{ " + "(".repeat(99_999) + "1" + ")".repeat(99_999) + " }}"))
        .isEqualTo(Reason.SYNTAX);
    assertThat(failure("{{ " + "not ".repeat(99_999) + "1 }}")).isEqualTo(Reason.SYNTAX);
    assertThat(failure("{{ " + "-".repeat(99_999) + "1 }}")).isEqualTo(Reason.SYNTAX);
    assertThat(failure("{{ 1" + " + 1".repeat(99_999) + " }}")).isEqualTo(Reason.LIMIT);
    assertThat(failure("{{ a" + ".b".repeat(99_999) + " }}")).isEqualTo(Reason.LIMIT);
    assertThat(failure("{% if true %}".repeat(99_999))).isEqualTo(Reason.SYNTAX);
  }

  @Test
  void aComplaintSaysWhereAndWhat() {
    assertThatThrownBy(() -> JinjaTemplate.parse("a\nb {% if x %}\n{{ 1 + }}"))
        .hasMessage("expected an expression, found '}}' (line 3)");
    assertThatThrownBy(() -> JinjaTemplate.parse("a\n{% nosuch %}"))
        .hasMessage("there is no block 'nosuch' (line 2)");
    assertThatThrownBy(() -> JinjaTemplate.parse("{% for x in y %}"))
        .hasMessage(
            "expected '{% else %}' or '{% endfor %}', found the end of the template (line 1)");
  }
}
