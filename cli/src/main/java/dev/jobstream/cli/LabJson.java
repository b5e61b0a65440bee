package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the lab's models wrote as one JSON object; the format is that of {@code docs/json.md}. */
final class LabJson {
  private LabJson() {}

  static void write(JsonGenerator json, List<LabAnswer> answers) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("answers");
    for (LabAnswer answer : answers) {
      answer(json, answer);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void answer(JsonGenerator json, LabAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", answer.label());
    json.writeStringField("text", answer.text().toString());
    json.writeStringField("thinking", answer.thinking().toString());
    if (answer.terminal().isPresent()) {
      end(json, answer.terminal().get());
    }
    json.writeObjectFieldStart("timings");
    milliseconds(json, "firstDeltaMs", answer.untilFirstDelta());
    milliseconds(json, "totalMs", answer.total());
    if (answer.tokensPerSecond().isPresent()) {
      json.writeNumberField(
          "tokensPerSecond", Math.round(100 * answer.tokensPerSecond().get()) / 100.0);
    } else {
      json.writeNullField("tokensPerSecond");
    }
    json.writeEndObject();
    if (answer.switched().isPresent()) {
      StreamEvent.ModelSwitched now = answer.switched().get();
      json.writeObjectFieldStart("switched");
      json.writeStringField("from", now.from());
      json.writeStringField("to", now.to());
      json.writeStringField("reason", now.reason().getMessage());
      json.writeEndObject();
    }
    if (answer.cancel().isPresent()) {
      cancel(json, answer.cancel().get());
    }
    json.writeEndObject();
  }

  private static void end(JsonGenerator json, StreamEvent.Terminal end) throws IOException {
    switch (end) {
      case StreamEvent.Completed completed -> {
        json.writeStringField("outcome", "COMPLETED");
        json.writeStringField("finishReason", completed.finishReason().name());
      }
      case StreamEvent.Cancelled _ -> json.writeStringField("outcome", "CANCELLED");
      case StreamEvent.Failed failed -> {
        json.writeStringField("outcome", "FAILED");
        json.writeStringField("error", failed.error().getMessage());
      }
    }
    TokenUsage usage = end.usage();
    json.writeObjectFieldStart("usage");
    tokens(json, "promptTokens", usage.promptTokens());
    tokens(json, "cachedPromptTokens", usage.cachedPromptTokens());
    tokens(json, "completionTokens", usage.completionTokens());
    json.writeEndObject();
  }

  private static void cancel(JsonGenerator json, CancelReport report) throws IOException {
    json.writeObjectFieldStart("cancel");
    milliseconds(json, "untilEndMs", Optional.ofNullable(report.untilEnd()));
    json.writeStringField("stopped", report.stopped().name());
    json.writeStringField("finding", report.finding());
    json.writeEndObject();
  }

  private static void milliseconds(JsonGenerator json, String name, Optional<Duration> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeNumberField(name, Math.round(time.get().toNanos() / 1e4) / 100.0);
    } else {
      json.writeNullField(name);
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
