package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.http.BackendReport;
import dev.jobstream.llm.http.ServedModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The models of servers as lists, each by the name that it is used by.
 *
 * @param rows what the servers said
 */
record ServerModels(List<BackendRow> rows) {
  ServerModels {
    rows = List.copyOf(rows);
  }

  /**
   * A model and whose it is.
   *
   * @param id what it is used by: {@code ollama:qwen3:0.6b}
   */
  record Entry(String id, String backend, ServedModel model) {}

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (BackendRow row : rows) {
      if (row instanceof BackendRow.Asked(var backend, BackendReport.Reachable server)) {
        for (ServedModel model : server.models()) {
          entries.add(new Entry(backend.name() + ":" + model.name(), backend.name(), model));
        }
      }
    }
    return entries;
  }

  /** Why some of these backends could not be asked. */
  List<String> faults(Collection<String> backends) {
    List<String> faults = new ArrayList<>();
    for (BackendRow row : rows) {
      if (row instanceof BackendRow.Asked(var backend, BackendReport.Unreachable server)
          && backends.contains(backend.name())) {
        faults.add(String.valueOf(server.reason().getMessage()));
      }
    }
    return faults;
  }

  /** Writes a table for people, if there is any model. */
  void show(Output out) {
    Table table = new Table("MODEL", "SIZE", "CONTEXT", "CAN");
    for (Entry entry : entries()) {
      ServedModel model = entry.model();
      table.row(
          StyledText.of(entry.id()),
          StyledText.of(model.bytes() > 0 ? SystemMemory.humanBytes(model.bytes()) : "?"),
          StyledText.of(
              model.contextTokens() > 0
                  ? String.format(Locale.ROOT, "%,d", model.contextTokens())
                  : "?"),
          StyledText.of(
              model.knownCapabilities().isPresent()
                  ? String.join(", ", BackendText.abilities(model))
                  : "?"));
    }
    if (!entries().isEmpty()) {
      table.lines(out.screen().columns().getAsInt()).forEach(out::line);
    }
  }

  /** Writes the models into an array that the caller opened; as in {@code docs/json.md}. */
  void write(JsonGenerator json) throws IOException {
    for (Entry entry : entries()) {
      json.writeStartObject();
      json.writeStringField("id", entry.id());
      json.writeStringField("backend", entry.backend());
      BackendJson.properties(json, entry.model());
      json.writeEndObject();
    }
  }
}
