package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The tables {@code company} and {@code company_name}. */
final class CompanyRows {
  private final Handle handle;

  /** A company without its spellings. */
  private record Row(Id id, long version, String name, String key) {}

  CompanyRows(Handle handle) {
    this.handle = handle;
  }

  Optional<Company> find(Id id) {
    return rows(
            handle.createQuery("SELECT c.* FROM company c WHERE c.id = :id").bind("id", id.text()))
        .stream()
        .findFirst()
        .map(this::withSpellings);
  }

  Optional<Company> findNamed(String key) {
    return rows(
            handle
                .createQuery(
                    """
                    SELECT c.* FROM company_name n JOIN company c ON c.id = n.company_id
                    WHERE n.spelling_key = :key
                    """)
                .bind("key", key))
        .stream()
        .findFirst()
        .map(this::withSpellings);
  }

  private static List<Row> rows(Query query) {
    return query
        .map((row, context) ->
            new Row(
                Columns.id(row, "id"),
                row.getLong("version"),
                row.getString("name"),
                row.getString("name_key")))
        .list();
  }

  private Company withSpellings(Row row) {
    List<String> others =
        handle
            .createQuery(
                """
                SELECT spelling FROM company_name
                WHERE company_id = :id AND position > 0 ORDER BY position
                """)
            .bind("id", row.id().text())
            .mapTo(String.class)
            .list();
    return new Company(row.id(), row.version(), row.name(), others);
  }

  Page<Company> list(String prefix, PageRequest page) {
    SqlQuery sql = new SqlQuery("company c");
    if (!prefix.isEmpty()) {
      // The greatest character there is ends every text that begins so.
      sql.and(
          """
          EXISTS (SELECT 1 FROM company_name n WHERE n.company_id = c.id
            AND n.spelling_key >= %s AND n.spelling_key < %s)
          """
              .formatted(sql.bind(prefix), sql.bind(prefix + Character.toString(0x10FFFF))));
    }
    Mark mark = Mark.of(page, 2);
    if (mark != null) {
      sql.and(
          "(c.name_key, c.id) > (%s, %s)"
              .formatted(sql.bind(mark.text(0)), sql.bind(mark.text(1))));
    }
    List<Row> rows =
        rows(
            sql.select(
                handle, "c.*", "ORDER BY c.name_key, c.id LIMIT " + sql.bind(page.limit() + 1L)));
    return Mark.page(rows, page, row -> List.of(row.key(), row.id().text()))
        .map(this::withSpellings);
  }

  List<Id> applicationsOf(Id company) {
    return handle
        .createQuery("SELECT id FROM application WHERE company_id = :id ORDER BY seq")
        .bind("id", company.text())
        .map((row, context) -> Columns.id(row, "id"))
        .list();
  }

  void insert(Company company) {
    handle
        .createUpdate(
            "INSERT INTO company (id, version, name, name_key) VALUES (:id, :version, :name, :key)")
        .bind("id", company.id().text())
        .bind("version", company.version())
        .bind("name", company.name())
        .bind("key", SearchText.key(company.name()))
        .execute();
    insertSpellings(company);
  }

  boolean update(Company company) {
    int updated =
        handle
            .createUpdate(
                """
                UPDATE company SET version = version + 1, name = :name, name_key = :key
                WHERE id = :id AND version = :version
                """)
            .bind("id", company.id().text())
            .bind("version", company.version())
            .bind("name", company.name())
            .bind("key", SearchText.key(company.name()))
            .execute();
    if (updated == 0) {
      return false;
    }
    handle.execute("DELETE FROM company_name WHERE company_id = ?", company.id().text());
    insertSpellings(company);
    return true;
  }

  private void insertSpellings(Company company) {
    List<String> spellings = new ArrayList<>();
    spellings.add(company.name());
    spellings.addAll(company.otherNames());
    for (int i = 0; i < spellings.size(); i++) {
      handle
          .createUpdate(
              """
              INSERT INTO company_name (spelling_key, company_id, spelling, position)
              VALUES (:key, :id, :spelling, :position)
              ON CONFLICT (spelling_key) DO UPDATE SET company_id = excluded.company_id,
                spelling = excluded.spelling, position = excluded.position
              """)
          .bind("key", SearchText.key(spellings.get(i)))
          .bind("id", company.id().text())
          .bind("spelling", spellings.get(i))
          .bind("position", i)
          .execute();
    }
  }

  void delete(Id id) {
    handle.execute("DELETE FROM company WHERE id = ?", id.text());
  }
}
