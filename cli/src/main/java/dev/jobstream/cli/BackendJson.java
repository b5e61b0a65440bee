package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.http.BackendReport;
import dev.jobstream.llm.http.ServedModel;
import java.io.IOException;
import java.util.List;

/** Backends as JSON; the format is that of {@code docs/json.md}. */
final class BackendJson {
  private BackendJson() {}

  static void write(JsonGenerator json, List<BackendRow> rows) throws IOException {
    json.writeStartArray();
    for (BackendRow row : rows) {
      json.writeStartObject();
      switch (row) {
        case BackendRow.InProcess engine -> inProcess(json, engine);
        case BackendRow.Asked(var backend, var report) -> {
          json.writeStringField("name", backend.name());
          json.writeStringField("protocol", backend.protocol().id());
          json.writeStringField("url", report.baseUri().toString());
          report(json, report);
        }
        case BackendRow.NotAsked(var backend) -> {
          json.writeStringField("name", backend.name());
          json.writeStringField("protocol", backend.protocol().id());
          json.writeStringField("url", backend.url().toString());
          json.writeStringField("state", "NOT_ASKED");
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void inProcess(JsonGenerator json, BackendRow.InProcess engine)
      throws IOException {
    json.writeStringField("name", Backends.IN_PROCESS);
    json.writeNullField("protocol");
    json.writeNullField("url");
    json.writeStringField("state", engine.fault().isEmpty() ? "REACHABLE" : "UNREACHABLE");
    json.writeStringField("error", engine.fault().isEmpty() ? null : engine.fault());
    json.writeStringField("software", engine.release());
    json.writeStringField("cancellation", Cancellation.STOPS_COMPUTE.name());
    json.writeArrayFieldStart("models");
    for (String id : engine.models()) {
      json.writeStartObject();
      json.writeStringField("name", id);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void report(JsonGenerator json, BackendReport report) throws IOException {
    switch (report) {
      case BackendReport.Unreachable unreachable -> {
        json.writeStringField("state", "UNREACHABLE");
        json.writeStringField("error", unreachable.reason().getMessage());
      }
      case BackendReport.Reachable server -> {
        json.writeStringField("state", "REACHABLE");
        json.writeNullField("error");
        json.writeStringField("software", server.software());
        json.writeNumberField("latencyMs", Math.round(server.latency().toNanos() / 1e4) / 100.0);
        json.writeStringField("cancellation", server.cancellation().name());
        json.writeStringField("cancellationNote", server.cancellationNote());
        models(json, server.models());
      }
    }
  }

  private static void models(JsonGenerator json, List<ServedModel> models) throws IOException {
    json.writeArrayFieldStart("models");
    for (ServedModel model : models) {
      json.writeStartObject();
      json.writeStringField("name", model.name());
      properties(json, model);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes what a server says of a model into an object that the caller opened. */
  static void properties(JsonGenerator json, ServedModel model) throws IOException {
    number(json, "contextTokens", model.contextTokens());
    number(json, "bytes", model.bytes());
    json.writeBooleanField("loaded", model.loaded());
    if (model.knownCapabilities().isEmpty()) {
      json.writeNullField("capabilities");
      return;
    }
    Capabilities can = model.knownCapabilities().get();
    json.writeObjectFieldStart("capabilities");
    json.writeBooleanField("streaming", can.streaming());
    json.writeBooleanField("jsonSchema", can.jsonSchema());
    json.writeBooleanField("thinking", can.thinking());
    json.writeStringField("cancellation", can.cancellation().name());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, long value) throws IOException {
    if (value > 0) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
