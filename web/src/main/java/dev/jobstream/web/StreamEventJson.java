package dev.jobstream.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** A model's events as JSON; names and properties are those of {@code docs/json.md}. */
final class StreamEventJson {
  private StreamEventJson() {}

  static WireEvent of(long id, StreamEvent event) {
    return new WireEvent(id, name(event), Json.line(json -> write(json, event)));
  }

  private static String name(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Progress e -> "progress";
      case StreamEvent.ThinkingDelta e -> "thinking";
      case StreamEvent.TextDelta e -> "text";
      case StreamEvent.PropertyConfidence e -> "confidence";
      case StreamEvent.ModelSwitched e -> "modelSwitched";
      case StreamEvent.Completed e -> "completed";
      case StreamEvent.Cancelled e -> "cancelled";
      case StreamEvent.Failed e -> "failed";
    };
  }

  private static void write(JsonGenerator json, StreamEvent event) throws IOException {
    json.writeStartObject();
    switch (event) {
      case StreamEvent.Progress progress -> {
        json.writeStringField("phase", lower(progress.phase()));
        json.writeNumberField("done", progress.done());
        if (progress.total() < 0) {
          json.writeNullField("total");
        } else {
          json.writeNumberField("total", progress.total());
        }
      }
      case StreamEvent.Delta delta -> json.writeStringField("text", delta.text());
      case StreamEvent.PropertyConfidence sure -> {
        json.writeStringField("property", sure.property());
        json.writeNumberField("confidence", Finding.rounded(sure.confidence()));
      }
      case StreamEvent.ModelSwitched switched -> {
        json.writeStringField("from", switched.from());
        json.writeStringField("to", switched.to());
        json.writeStringField("reason", switched.reason().getMessage());
      }
      case StreamEvent.Terminal terminal -> {
        switch (terminal) {
          case StreamEvent.Completed completed ->
              json.writeStringField("finishReason", completed.finishReason().name());
          case StreamEvent.Cancelled cancelled ->
              json.writeStringField("during", lower(cancelled.during()));
          case StreamEvent.Failed failed ->
              json.writeStringField("error", failed.error().getMessage());
        }
        measures(json, terminal.usage(), terminal.timings());
      }
    }
    json.writeEndObject();
  }

  /** Tokens and milliseconds; null where they are unknown. */
  static void measures(JsonGenerator json, TokenUsage usage, Timings timings) throws IOException {
    json.writeObjectFieldStart("timings");
    milliseconds(json, "queuedMs", timings.queued());
    milliseconds(json, "loadingMs", timings.loading());
    milliseconds(json, "readingMs", timings.reading());
    milliseconds(json, "writingMs", timings.writing());
    milliseconds(json, "firstDeltaMs", timings.firstDelta());
    milliseconds(json, "totalMs", timings.total());
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

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
