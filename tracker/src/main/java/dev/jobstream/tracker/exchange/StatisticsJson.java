package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Statistics as JSON; {@code docs/json.md} describes the shape. */
public final class StatisticsJson {
  private StatisticsJson() {}

  /** Writes all numbers as one object. */
  public static void write(JsonGenerator json, Statistics statistics) throws IOException {
    json.writeStartObject();
    json.writeNumberField("total", statistics.total());
    counts(json, "byStage", statistics.byStage());
    counts(json, "byFurthest", statistics.byFurthest());
    json.writeArrayFieldStart("funnel");
    for (Statistics.Step step : statistics.funnel()) {
      json.writeStartObject();
      json.writeStringField("stage", step.stage().name());
      json.writeNumberField("count", step.count());
      json.writeNumberField("ofPrevious", step.ofPrevious());
      json.writeNumberField("ofApplied", step.ofApplied());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("flows");
    for (Statistics.Flow flow : statistics.flows()) {
      json.writeStartObject();
      json.writeStringField("from", flow.from().name());
      json.writeStringField("to", flow.to().name());
      json.writeNumberField("count", flow.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("timeInStage");
    for (Statistics.StageTime time : statistics.timeInStage()) {
      json.writeStartObject();
      json.writeStringField("stage", time.stage().name());
      json.writeNumberField("count", time.count());
      json.writeNumberField("medianDays", time.medianDays());
      json.writeNumberField("meanDays", time.meanDays());
      json.writeEndObject();
    }
    json.writeEndArray();
    rates(json, "bySource", statistics.bySource());
    rates(json, "byCompany", statistics.byCompany());
    rates(json, "byWeek", statistics.byWeek());
    json.writeArrayFieldStart("silence");
    for (Statistics.Silence silence : statistics.silence()) {
      json.writeStartObject();
      json.writeNumberField("fromDays", silence.fromDays());
      json.writeStringField("since", silence.since().toString());
      json.writeNumberField("count", silence.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, String name, Map<Stage, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<Stage, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey().name(), count.getValue());
    }
    json.writeEndObject();
  }

  private static void rates(JsonGenerator json, String name, List<Statistics.AnswerRate> rates)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Statistics.AnswerRate rate : rates) {
      json.writeStartObject();
      json.writeStringField("group", rate.group());
      json.writeNumberField("applied", rate.applied());
      json.writeNumberField("answered", rate.answered());
      json.writeNumberField("advanced", rate.advanced());
      json.writeNumberField("rate", rate.rate());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
