package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Duplicate;
import dev.jobstream.tracker.applications.DuplicateKeys;
import dev.jobstream.tracker.applications.Id;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Looks up applications that may be the same. */
final class DuplicateRows {
  private final Handle handle;
  private final int most;
  private final Map<Id, Set<Duplicate.Reason>> found = new LinkedHashMap<>();

  DuplicateRows(Handle handle, int most) {
    this.handle = handle;
    this.most = most;
  }

  Map<Id, Set<Duplicate.Reason>> find(DuplicateKeys keys) {
    if (keys.urlKey() != null) {
      add(
          Duplicate.Reason.URL,
          query("a.trashed_at IS NULL AND a.url_key = :url").bind("url", keys.urlKey()));
    }
    if (keys.titleKey() != null && keys.companyKey() != null) {
      add(
          Duplicate.Reason.TITLE_AND_COMPANY,
          query(
                  """
                  a.title_key = :title AND a.company_id =
                    (SELECT company_id FROM company_name WHERE spelling_key = :company)
                  """)
              .bind("company", keys.companyKey())
              .bind("title", keys.titleKey()));
    }
    if (!keys.bands().isEmpty()) {
      add(
          Duplicate.Reason.TEXT,
          query("a.posting_id IN (SELECT posting_id FROM posting_band WHERE band IN (<bands>))")
              .bindList("bands", keys.bands()));
    }
    return found;
  }

  private Query query(String condition) {
    return handle
        .createQuery(
            """
            SELECT a.id FROM application a
            WHERE %s AND +a.trashed_at IS NULL ORDER BY +a.seq DESC LIMIT :most
            """
                // A plus hides a column from SQLite's planner, which would rather go along all that
                // is not in the trash, or along all seqs, than take the few that fit.
                .formatted(condition))
        .bind("most", most);
  }

  private void add(Duplicate.Reason reason, Query query) {
    query
        .map((row, context) -> Columns.id(row, "id"))
        .forEach(id ->
            found.computeIfAbsent(id, key -> EnumSet.noneOf(Duplicate.Reason.class)).add(reason));
  }
}
