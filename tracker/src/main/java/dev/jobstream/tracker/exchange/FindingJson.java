package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Evidence;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.WorkplaceType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Values of a posting's fields and their evidence as JSON. */
public final class FindingJson {
  private FindingJson() {}

  /** Writes a value. */
  public static void value(JsonGenerator json, FieldValue value) throws IOException {
    switch (value) {
      case FieldValue.Text(String text) -> json.writeString(text);
      case FieldValue.Items items -> texts(json, items.items());
      case FieldValue.Day day -> json.writeString(day.day().toString());
      case FieldValue.Pay(Salary salary) -> salary(json, salary);
      case FieldValue.Workplace workplace -> json.writeString(workplace.type().name());
      case FieldValue.Employment employment -> json.writeString(employment.type().name());
      case FieldValue.Level level -> json.writeString(level.seniority().name());
    }
  }

  static void texts(JsonGenerator json, List<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static void salary(JsonGenerator json, Salary salary) throws IOException {
    json.writeStartObject();
    amount(json, "min", salary.min());
    amount(json, "max", salary.max());
    json.writeStringField("currency", salary.currency());
    json.writeStringField("period", salary.period() == null ? null : salary.period().name());
    json.writeEndObject();
  }

  private static void amount(JsonGenerator json, String name, @Nullable BigDecimal amount)
      throws IOException {
    if (amount == null) {
      json.writeNullField(name);
    } else {
      // As people write it: 120000, not 1.2E+5.
      json.writeFieldName(name);
      json.writeNumber(amount.stripTrailingZeros().toPlainString());
    }
  }

  /** Writes a finding as an object of its own, for who has the posting's text. */
  public static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", finding.field().jsonName());
    json.writeFieldName("value");
    value(json, finding.value());
    evidence(json, finding, null);
    json.writeEndObject();
  }

  /**
   * Writes the properties of a finding's evidence into an object that the caller opened.
   *
   * @param text the posting's text, in which spans count; null leaves the spans' texts out
   */
  public static void evidence(JsonGenerator json, Finding finding, @Nullable String text)
      throws IOException {
    json.writeStringField("source", finding.evidence().source().name());
    json.writeStringField("origin", finding.origin().name());
    if (finding.confidence().isPresent()) {
      json.writeNumberField("confidence", finding.confidence().getAsDouble());
    }
    json.writeArrayFieldStart("spans");
    for (Span span : finding.evidence().spans()) {
      json.writeStartObject();
      json.writeNumberField("start", span.start());
      json.writeNumberField("end", span.end());
      if (text != null) {
        json.writeStringField("text", text.substring(span.start(), span.end()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Reads a value that {@link #value} wrote. */
  static FieldValue value(JsonFields parent, PostingField field) {
    String name = field.jsonName();
    return switch (field.kind()) {
      case TEXT -> new FieldValue.Text(parent.text(name));
      case LIST -> new FieldValue.Items(parent.texts(name));
      case DATE -> new FieldValue.Day(parent.day(name));
      case SALARY -> new FieldValue.Pay(salary(parent.object(name)));
      case WORKPLACE_TYPE -> new FieldValue.Workplace(parent.constant(name, WorkplaceType.class));
      case EMPLOYMENT_TYPE ->
          new FieldValue.Employment(parent.constant(name, EmploymentType.class));
      case SENIORITY -> new FieldValue.Level(parent.constant(name, Seniority.class));
    };
  }

  private static Salary salary(JsonFields json) {
    try {
      return new Salary(
          amount(json, "min"),
          amount(json, "max"),
          json.textOrNull("currency"),
          json.has("period") ? json.constant("period", Salary.Period.class) : null);
    } catch (IllegalArgumentException e) {
      throw json.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable BigDecimal amount(JsonFields json, String name) {
    JsonNode node = json.get(name);
    if (node == null) {
      return null;
    }
    if (!node.isNumber()) {
      throw json.wrong("`%s` is `%s`, which is no number.".formatted(name, node));
    }
    BigDecimal amount = node.decimalValue().stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  /** Reads a finding whose value stands in one object and whose evidence in another. */
  static Finding finding(JsonFields values, JsonFields evidence, PostingField field) {
    List<Span> spans = new ArrayList<>();
    for (JsonFields span : evidence.objects("spans")) {
      spans.add(new Span(span.number("start"), span.number("end")));
    }
    return new Finding(
        field,
        value(values, field),
        new Evidence(evidence.constant("source", Evidence.Source.class), spans),
        evidence.constant("origin", Finding.Origin.class),
        confidence(evidence));
  }

  private static OptionalDouble confidence(JsonFields evidence) {
    JsonNode node = evidence.get("confidence");
    if (node == null) {
      return OptionalDouble.empty();
    }
    if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > 1) {
      throw evidence.wrong("`confidence` is `%s`, which is no number from 0 to 1.".formatted(node));
    }
    return OptionalDouble.of(node.doubleValue());
  }
}
