package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a stage. A search for it would go by the index of words; the columns have
 * indexes that tell the same sooner. Used by one thread, within one transaction.
 */
final class StageRows {
  private static final String AT_STAGE = "a.stage = %s AND a.trashed_at IS NULL";

  /** From so many on, going along the index of the order is sooner done than sorting. */
  private static final long MANY = 500;

  private final Handle handle;

  /** Read when it is first needed; if others write meanwhile, what is found stays right. */
  private @Nullable Map<Stage, Long> upToMany;

  /** A row's place in the order. */
  private record Place(long updatedAt, long seq) {}

  StageRows(Handle handle) {
    this.handle = handle;
  }

  Map<Stage, Long> count(long atMost) {
    List<String> counts = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      counts.add(
          "SELECT '%s' AS stage, count(*) AS number FROM (SELECT 1 FROM application a WHERE %s LIMIT :most) AS found"
              .formatted(stage, AT_STAGE.formatted("'" + stage + "'")));
    }
    Map<Stage, Long> found = new EnumMap<>(Stage.class);
    handle
        .createQuery(String.join(" UNION ALL ", counts))
        .bind("most", atMost)
        .map((row, context) ->
            Map.entry(Columns.value(Stage.class, row, "stage"), row.getLong("number")))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  Page<JobApplication> page(Stage stage, PageRequest page) {
    SqlQuery sql = new SqlQuery("application a");
    sql.and(AT_STAGE.formatted(sql.bind(stage.name())));
    Mark mark = Mark.of(page, 2);
    if (mark != null) {
      sql.and(
          "(a.updated_at, a.seq) < (%s, %s)"
              .formatted(sql.bind(mark.number(0, page)), sql.bind(mark.number(1, page))));
    }
    // A plus hides a column from the planner, which then goes by the index of the stages.
    String order = isMany(stage) ? "a.updated_at" : "+a.updated_at";
    List<Place> places =
        sql.select(
                handle,
                "a.updated_at AS updated_at, a.seq AS seq",
                "ORDER BY %s DESC, a.seq DESC LIMIT %s"
                    .formatted(order, sql.bind(page.limit() + 1L)))
            .map((row, context) -> new Place(row.getLong("updated_at"), row.getLong("seq")))
            .list();
    Page<Place> found =
        Mark.page(
            places,
            page,
            place -> List.of(Long.toString(place.updatedAt()), Long.toString(place.seq())));
    return new Page<>(
        new ApplicationRows(handle)
            .findBySeq(found.items().stream().map(Place::seq).toList()).stream()
                .map(ApplicationRows.Row::application)
                .toList(),
        found.next());
  }

  private boolean isMany(Stage stage) {
    if (upToMany == null) {
      upToMany = count(MANY);
    }
    return upToMany.getOrDefault(stage, 0L) == MANY;
  }
}
