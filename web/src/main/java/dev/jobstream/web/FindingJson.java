package dev.jobstream.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Span;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Findings as JSON; names and properties are those of {@code docs/json.md}. */
final class FindingJson {
  private FindingJson() {}

  /** Writes a finding as an object. */
  static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", finding.field().jsonName());
    json.writeFieldName("value");
    value(json, finding.value());
    json.writeStringField("source", finding.evidence().source().name());
    json.writeStringField("origin", finding.origin().name());
    json.writeArrayFieldStart("spans");
    for (Span span : finding.evidence().spans()) {
      json.writeStartObject();
      json.writeNumberField("start", span.start());
      json.writeNumberField("end", span.end());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, FieldValue value) throws IOException {
    switch (value) {
      case FieldValue.Text(String text) -> json.writeString(text);
      case FieldValue.Items items -> {
        json.writeStartArray();
        for (String item : items.items()) {
          json.writeString(item);
        }
        json.writeEndArray();
      }
      case FieldValue.Day day -> json.writeString(day.day().toString());
      case FieldValue.Pay(Salary salary) -> salary(json, salary);
      case FieldValue.Workplace workplace -> json.writeString(workplace.type().name());
      case FieldValue.Employment employment -> json.writeString(employment.type().name());
      case FieldValue.Level level -> json.writeString(level.seniority().name());
    }
  }

  private static void salary(JsonGenerator json, Salary salary) throws IOException {
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
}
