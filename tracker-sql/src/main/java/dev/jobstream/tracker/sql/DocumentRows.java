package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Id;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code document}. */
final class DocumentRows {
  /** SQLite takes 32,766 parameters, PostgreSQL 65,535. */
  private static final int MOST_PARAMETERS = 10_000;

  private final Handle handle;

  DocumentRows(Handle handle) {
    this.handle = handle;
  }

  List<Document> of(Id application) {
    return handle
        .createQuery(
            """
            SELECT * FROM document
            WHERE application_id = :id AND removed_at IS NULL ORDER BY id
            """)
        .bind("id", application.text())
        .map(DocumentRows::map)
        .list();
  }

  Optional<Document> find(Id id) {
    return handle
        .createQuery("SELECT * FROM document WHERE id = :id AND removed_at IS NULL")
        .bind("id", id.text())
        .map(DocumentRows::map)
        .findOne();
  }

  Set<String> contentsOf(Id application) {
    return handle
        .createQuery("SELECT DISTINCT sha256 FROM document WHERE application_id = :id")
        .bind("id", application.text())
        .mapTo(String.class)
        .set();
  }

  Set<String> contentsInUse(Collection<String> sha256s) {
    Set<String> used = new HashSet<>();
    List<String> all = List.copyOf(sha256s);
    for (int from = 0; from < all.size(); from += MOST_PARAMETERS) {
      used.addAll(
          handle
              .createQuery("SELECT DISTINCT sha256 FROM document WHERE sha256 IN (<contents>)")
              .bindList("contents", all.subList(from, Math.min(all.size(), from + MOST_PARAMETERS)))
              .mapTo(String.class)
              .set());
    }
    return used;
  }

  void insert(Document document) {
    handle
        .createUpdate(
            """
            INSERT INTO document
              (id, application_id, kind, sha256, file_name, media_type, bytes, attached_at)
            VALUES (:id, :application, :kind, :sha256, :fileName, :mediaType, :bytes, :attachedAt)
            """)
        .bind("id", document.id().text())
        .bind("application", document.applicationId().text())
        .bind("kind", document.kind().name())
        .bind("sha256", document.sha256())
        .bind("fileName", document.fileName())
        .bind("mediaType", document.mediaType())
        .bind("bytes", document.bytes())
        .bind("attachedAt", Columns.of(document.attachedAt()))
        .execute();
  }

  private static Document map(ResultSet row, StatementContext context) throws SQLException {
    return new Document(
        Columns.id(row, "id"),
        Columns.id(row, "application_id"),
        Columns.value(Document.Kind.class, row, "kind"),
        row.getString("sha256"),
        row.getString("file_name"),
        row.getString("media_type"),
        row.getLong("bytes"),
        Columns.moment(row, "attached_at"));
  }
}
