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
          query("application a", "a.url_key = :url").bind("url", keys.urlKey()));
    }
    if (keys.titleKey() != null && keys.companyKey() != null) {
      add(
          Duplicate.Reason.TITLE_AND_COMPANY,
          query(
                  "company_name n JOIN application a ON a.company_id = n.company_id",
                  "n.spelling_key = :company AND a.title_key = :title")
              .bind("company", keys.companyKey())
              .bind("title", keys.titleKey()));
    }
    if (!keys.bands().isEmpty()) {
      add(
          Duplicate.Reason.TEXT,
          query(
                  "posting_band b JOIN application a ON a.posting_id = b.posting_id",
                  "b.band IN (<bands>)")
              .bindList("bands", keys.bands()));
    }
    return found;
  }

  private Query query(String tables, String condition) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT a.seq, a.id FROM %s
            WHERE %s AND a.trashed_at IS NULL ORDER BY a.seq DESC LIMIT :most
            """
                .formatted(tables, condition))
        .bind("most", most);
  }

  private void add(Duplicate.Reason reason, Query query) {
    query
        .map((row, context) -> Columns.id(row, "id"))
        .forEach(id ->
            found.computeIfAbsent(id, key -> EnumSet.noneOf(Duplicate.Reason.class)).add(reason));
  }
}
