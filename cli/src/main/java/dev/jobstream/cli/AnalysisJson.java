package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.exchange.FindingJson;
import java.io.IOException;
import java.time.Duration;

/** Analyses and findings as JSON; the format is that of {@code docs/json.md}. */
final class AnalysisJson {
  private AnalysisJson() {}

  /** Writes a whole analysis as one object. */
  static void write(JsonGenerator json, PostingAnalysis analysis, AnalysisClock clock)
      throws IOException {
    json.writeStartObject();
    for (Finding finding : analysis.findings().values()) {
      json.writeFieldName(finding.field().jsonName());
      FindingJson.value(json, finding.value());
    }
    json.writeStringField("description", analysis.posting().text());
    json.writeObjectFieldStart("evidence");
    for (Finding finding : analysis.findings().values()) {
      json.writeFieldName(finding.field().jsonName());
      json.writeStartObject();
      FindingJson.evidence(json, finding, analysis.posting().text());
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
