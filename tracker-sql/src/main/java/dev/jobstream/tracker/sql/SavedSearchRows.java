package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SearchText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code saved_search}. */
final class SavedSearchRows {
  private final Handle handle;

  SavedSearchRows(Handle handle) {
    this.handle = handle;
  }

  Page<SavedSearch> list(PageRequest page) {
    SqlQuery sql = new SqlQuery("saved_search s");
    Mark mark = Mark.of(page, 1);
    if (mark != null) {
      sql.and("s.name_key > " + sql.bind(mark.text(0)));
    }
    List<SavedSearch> rows =
        sql.select(handle, "s.*", "ORDER BY s.name_key LIMIT " + sql.bind(page.limit() + 1L))
            .map(SavedSearchRows::map)
            .list();
    return Mark.page(rows, page, search -> List.of(SearchText.key(search.name())));
  }

  Optional<SavedSearch> find(Id id) {
    return handle
        .createQuery("SELECT * FROM saved_search WHERE id = :id")
        .bind("id", id.text())
        .map(SavedSearchRows::map)
        .findOne();
  }

  Optional<SavedSearch> findNamed(String key) {
    return handle
        .createQuery("SELECT * FROM saved_search WHERE name_key = :key")
        .bind("key", key)
        .map(SavedSearchRows::map)
        .findOne();
  }

  void insert(SavedSearch search) {
    handle
        .createUpdate(
            """
            INSERT INTO saved_search (id, version, name, name_key, query, created_at)
            VALUES (:id, :version, :name, :key, :query, :createdAt)
            """)
        .bind("id", search.id().text())
        .bind("version", search.version())
        .bind("name", search.name())
        .bind("key", SearchText.key(search.name()))
        .bind("query", search.query())
        .bind("createdAt", Columns.of(search.createdAt()))
        .execute();
  }

  boolean update(SavedSearch search) {
    return handle
            .createUpdate(
                """
                UPDATE saved_search
                SET version = version + 1, name = :name, name_key = :key, query = :query
                WHERE id = :id AND version = :version
                """)
            .bind("id", search.id().text())
            .bind("version", search.version())
            .bind("name", search.name())
            .bind("key", SearchText.key(search.name()))
            .bind("query", search.query())
            .execute()
        == 1;
  }

  boolean delete(Id id) {
    return handle.execute("DELETE FROM saved_search WHERE id = ?", id.text()) == 1;
  }

  private static SavedSearch map(ResultSet row, StatementContext context) throws SQLException {
    return new SavedSearch(
        Columns.id(row, "id"),
        row.getLong("version"),
        row.getString("name"),
        row.getString("query"),
        Columns.moment(row, "created_at"));
  }
}
