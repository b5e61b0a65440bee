package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Lists of applications that are no searches. */
final class ListRows {
  private final Handle handle;

  ListRows(Handle handle) {
    this.handle = handle;
  }

  Page<JobApplication> everything(PageRequest page) {
    SqlQuery sql = new SqlQuery(ApplicationRows.TABLES);
    Mark mark = Mark.of(page, 1);
    if (mark != null) {
      sql.and("a.seq > " + sql.bind(mark.number(0, page)));
    }
    List<ApplicationRows.Row> rows =
        sql.select(
                handle,
                ApplicationRows.COLUMNS,
                "ORDER BY a.seq LIMIT " + sql.bind(page.limit() + 1L))
            .map(ApplicationRows.MAPPER)
            .list();
    return Mark.page(rows, page, row -> List.of(Long.toString(row.seq())))
        .map(ApplicationRows.Row::application);
  }

  Page<JobApplication> trashed(PageRequest page) {
    SqlQuery sql = new SqlQuery(ApplicationRows.TABLES).and("a.trashed_at IS NOT NULL");
    Mark mark = Mark.of(page, 2);
    if (mark != null) {
      sql.and(
          "(a.trashed_at, a.seq) < (%s, %s)"
              .formatted(sql.bind(mark.number(0, page)), sql.bind(mark.number(1, page))));
    }
    List<ApplicationRows.Row> rows =
        sql.select(
                handle,
                ApplicationRows.COLUMNS,
                "ORDER BY a.trashed_at DESC, a.seq DESC LIMIT " + sql.bind(page.limit() + 1L))
            .map(ApplicationRows.MAPPER)
            .list();
    return Mark.page(
            rows,
            page,
            row ->
                List.of(
                    Long.toString(
                        Objects.requireNonNull(row.application().trashedAt()).toEpochMilli()),
                    Long.toString(row.seq())))
        .map(ApplicationRows.Row::application);
  }
}
