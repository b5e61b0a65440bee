package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.exchange.FindingJson;
import java.io.IOException;
import java.util.Locale;

/**
 * Events as JSON objects, told apart by {@code event}; the format is that of {@code docs/json.md}.
 */
final class EventJson {
  private EventJson() {}

  /**
   * Writes an event as one object.
   *
   * @param text the posting's text, in which spans count
   */
  static void write(JsonGenerator json, AnalysisEvent event, String text, AnalysisClock clock)
      throws IOException {
    json.writeStartObject();
    switch (event) {
      case AnalysisEvent.Model model -> model(json, model.event());
      case AnalysisEvent.FieldWriting(PostingField field, String soFar) -> {
        json.writeStringField("event", "writing");
        json.writeStringField("field", field.jsonName());
        json.writeStringField("text", soFar);
      }
      case AnalysisEvent.FieldFound(Finding finding) -> {
        json.writeStringField("event", "found");
        json.writeStringField("field", finding.field().jsonName());
        json.writeFieldName("value");
        FindingJson.value(json, finding.value());
        FindingJson.evidence(json, finding, text);
      }
      case AnalysisEvent.Finished finished -> {
        json.writeStringField("event", "finished");
        json.writeFieldName("analysis");
        AnalysisJson.write(json, finished.analysis(), clock);
      }
    }
    json.writeEndObject();
  }

  /** Writes the properties of a model's event into an object that the caller opened. */
  static void model(JsonGenerator json, StreamEvent event) throws IOException {
    switch (event) {
      case StreamEvent.Progress progress -> {
        json.writeStringField("event", "progress");
        json.writeStringField("phase", progress.phase().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("done", progress.done());
        if (progress.total() < 0) {
          json.writeNullField("total");
        } else {
          json.writeNumberField("total", progress.total());
        }
      }
      case StreamEvent.ThinkingDelta thinking -> {
        json.writeStringField("event", "thinking");
        json.writeStringField("text", thinking.text());
      }
      case StreamEvent.TextDelta delta -> {
        json.writeStringField("event", "text");
        json.writeStringField("text", delta.text());
      }
      case StreamEvent.PropertyConfidence sure -> {
        json.writeStringField("event", "confidence");
        json.writeStringField("property", sure.property());
        json.writeNumberField("confidence", Finding.rounded(sure.confidence()));
      }
      case StreamEvent.ModelSwitched switched -> {
        json.writeStringField("event", "modelSwitched");
        json.writeStringField("from", switched.from());
        json.writeStringField("to", switched.to());
        json.writeStringField("reason", switched.reason().getMessage());
      }
      case StreamEvent.Completed completed -> {
        json.writeStringField("event", "completed");
        json.writeStringField("finishReason", completed.finishReason().name());
      }
      case StreamEvent.Cancelled cancelled -> {
        json.writeStringField("event", "cancelled");
        json.writeStringField("during", cancelled.during().name().toLowerCase(Locale.ROOT));
      }
      case StreamEvent.Failed failed -> {
        json.writeStringField("event", "failed");
        json.writeStringField("error", failed.error().getMessage());
      }
    }
  }
}
