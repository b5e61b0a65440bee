package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Span;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Analyses and findings as JSON; the format is that of {@code docs/json.md}. */
final class AnalysisJson {
  private AnalysisJson() {}

  /** Writes a whole analysis as one object. */
  static void write(JsonGenerator json, PostingAnalysis analysis, AnalysisClock clock)
      throws IOException {
    json.writeStartObject();
    for (Finding finding : analysis.findings().values()) {
      json.writeFieldName(finding.field().jsonName());
      value(json, finding.value());
    }
    json.writeStringField("description", analysis.posting().text());
    json.writeObjectFieldStart("evidence");
    for (Finding finding : analysis.findings().values()) {
      json.writeFieldName(finding.field().jsonName());
      json.writeStartObject();
      evidence(json, finding, analysis.posting().text());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeStringField("model", analysis.modelId());
    json.writeStringField("outcome", analysis.outcome().name());
    json.writeStringField("error", analysis.error() == null ? null : analysis.error().getMessage());
    json.writeFieldName("timings");
    timings(json, analysis.timings(), analysis.usage(), clock);
    json.writeArrayFieldStart("warnings");
    for (String warning : analysis.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void value(JsonGenerator json, FieldValue value) throws IOException {
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

  /** Writes the properties of a finding's evidence into an object that the caller opened. */
  static void evidence(JsonGenerator json, Finding finding, String text) throws IOException {
    json.writeStringField("source", finding.evidence().source().name());
    json.writeStringField("origin", finding.origin().name());
    json.writeArrayFieldStart("spans");
    for (Span span : finding.evidence().spans()) {
      json.writeStartObject();
      json.writeNumberField("start", span.start());
      json.writeNumberField("end", span.end());
      json.writeStringField("text", text.substring(span.start(), span.end()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void timings(
      JsonGenerator json, Timings timings, TokenUsage usage, AnalysisClock clock)
      throws IOException {
    json.writeStartObject();
    milliseconds(json, "queuedMs", timings.queued());
    milliseconds(json, "loadingMs", timings.loading());
    milliseconds(json, "readingMs", timings.reading());
    milliseconds(json, "writingMs", timings.writing());
    milliseconds(json, "firstDeltaMs", timings.firstDelta());
    milliseconds(json, "firstFieldMs", clock.firstField().orElse(Duration.ofNanos(-1)));
    milliseconds(json, "totalMs", clock.elapsed());
    tokens(json, "promptTokens", usage.promptTokens());
    tokens(json, "cachedPromptTokens", usage.cachedPromptTokens());
    tokens(json, "completionTokens", usage.completionTokens());
    json.writeEndObject();
  }

  private static void milliseconds(JsonGenerator json, String name, Duration time)
      throws IOException {
    if (time.isNegative()) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, Math.round(time.toNanos() / 1e4) / 100.0);
    }
  }

  private static void tokens(JsonGenerator json, String name, int count) throws IOException {
    if (count < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, count);
    }
  }
}
