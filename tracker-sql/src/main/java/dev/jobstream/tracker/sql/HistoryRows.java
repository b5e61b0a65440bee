package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StageHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The table {@code stage_change}. */
final class HistoryRows {
  private final Handle handle;

  HistoryRows(Handle handle) {
    this.handle = handle;
  }

  Map<Id, StageHistory> find(Collection<Id> applications) {
    Map<Id, StageHistory> histories = new LinkedHashMap<>();
    if (applications.isEmpty()) {
      return histories;
    }
    Map<Id, List<StageChange>> changes = new LinkedHashMap<>();
    handle
        .createQuery(
            "SELECT * FROM stage_change WHERE application_id IN (<ids>) ORDER BY application_id, id")
        .bindList("ids", applications.stream().map(Id::text).toList())
        .map((row, context) ->
            Map.entry(
                Columns.id(row, "application_id"),
                new StageChange(
                    Columns.id(row, "id"),
                    Columns.value(Stage.class, row, "stage"),
                    Columns.day(row, "on_day"),
                    Columns.moment(row, "recorded_at"),
                    Columns.text(row, "note"),
                    Columns.idOrNull(row, "corrects"))))
        .forEach(entry ->
            changes.computeIfAbsent(entry.getKey(), id -> new ArrayList<>()).add(entry.getValue()));
    changes.forEach((id, list) -> histories.put(id, new StageHistory(list)));
    return histories;
  }

  void insert(Id application, StageChange change) {
    handle
        .createUpdate(
            """
            INSERT INTO stage_change (id, application_id, stage, on_day, recorded_at, note, corrects)
            VALUES (:id, :application, :stage, :on, :recordedAt, :note, :corrects)
            """)
        .bind("id", change.id().text())
        .bind("application", application.text())
        .bind("stage", change.stage().name())
        .bind("on", change.on().toString())
        .bind("recordedAt", Columns.of(change.recordedAt()))
        .bind("note", change.note())
        .bind("corrects", Columns.of(change.corrects()))
        .execute();
  }
}
