package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.SavedAnalysis;
import dev.jobstream.tracker.applications.SavedAnalysisJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables {@code posting} and {@code posting_band}. */
final class PostingRows {
  private final Handle handle;

  PostingRows(Handle handle) {
    this.handle = handle;
  }

  Optional<Posting> find(Id id) {
    return handle
        .createQuery("SELECT * FROM posting WHERE id = :id")
        .bind("id", id.text())
        .map(PostingRows::map)
        .findOne();
  }

  private static Posting map(ResultSet row, StatementContext context) throws SQLException {
    String analysis = Columns.text(row, "analysis");
    return new Posting(
        Columns.id(row, "id"),
        row.getString("text"),
        Columns.text(row, "html"),
        Columns.text(row, "source_url"),
        analysis == null ? null : SavedAnalysisJson.read(analysis),
        Columns.moment(row, "saved_at"));
  }

  String text(Id id) {
    return handle
        .createQuery("SELECT text FROM posting WHERE id = :id")
        .bind("id", id.text())
        .mapTo(String.class)
        .findOne()
        .orElse("");
  }

  void insert(Posting posting, List<Long> bands) {
    SavedAnalysis analysis = posting.analysis();
    handle
        .createUpdate(
            """
            INSERT INTO posting (id, text, html, source_url, analysis, saved_at)
            VALUES (:id, :text, :html, :sourceUrl, :analysis, :savedAt)
            """)
        .bind("id", posting.id().text())
        .bind("text", posting.text())
        .bind("html", posting.html())
        .bind("sourceUrl", posting.sourceUrl())
        .bind("analysis", analysis == null ? null : SavedAnalysisJson.write(analysis))
        .bind("savedAt", Columns.of(posting.savedAt()))
        .execute();
    if (!bands.isEmpty()) {
      PreparedBatch batch =
          handle.prepareBatch("INSERT INTO posting_band (band, posting_id) VALUES (:band, :id)");
      bands.forEach(band -> batch.bind("band", band).bind("id", posting.id().text()).add());
      batch.execute();
    }
  }

  void delete(Id id) {
    handle.execute("DELETE FROM posting WHERE id = ?", id.text());
  }
}
