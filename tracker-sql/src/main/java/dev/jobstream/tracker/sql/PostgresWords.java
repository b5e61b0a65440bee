package dev.jobstream.tracker.sql;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Words in a text search vector of PostgreSQL. The vector has no places, since it can hold no more
 * than 256 a word and none beyond the 16,383rd word; so a phrase is looked for among those that
 * have all of its words, in the text.
 */
final class PostgresWords implements WordIndex {
  @Override
  public void add(Handle handle, long seq, String words) {
    handle
        .createUpdate(
            """
            INSERT INTO application_words (seq, words, vector)
            VALUES (:seq, :words, array_to_tsvector(string_to_array(:words, ' ')))
            ON CONFLICT (seq) DO UPDATE SET words = excluded.words, vector = excluded.vector
            """)
        .bind("seq", seq)
        .bind("words", words)
        .execute();
  }

  @Override
  public void replace(Handle handle, long seq, String words) {
    add(handle, seq, words);
  }

  @Override
  public void remove(Handle handle, long seq) {
    handle
        .createUpdate("DELETE FROM application_words WHERE seq = :seq")
        .bind("seq", seq)
        .execute();
  }

  @Override
  public String restrict(SqlQuery sql, WordQuery words) {
    sql.from("application_words w JOIN application a ON a.seq = w.seq");
    for (List<WordQuery.Run> any : words.all()) {
      sql.and(any(sql, any));
    }
    if (!words.none().isEmpty()) {
      sql.and("NOT " + any(sql, words.none()));
    }
    return "a.seq";
  }

  /** Its planner knows from its statistics how many fit. */
  @Override
  public void restrictSorted(SqlQuery sql, WordQuery words, boolean many) {
    restrict(sql, words);
  }

  @Override
  public String sortedSeq() {
    return "a.seq";
  }

  private static String any(SqlQuery sql, List<WordQuery.Run> runs) {
    if (runs.stream().allMatch(run -> run.words().size() == 1)) {
      String query = runs.stream().map(PostgresWords::vectorQuery).collect(Collectors.joining("|"));
      return "w.vector @@ CAST(%s AS tsquery)".formatted(sql.bind(query));
    }
    return runs.stream().map(run -> run(sql, run)).collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String run(SqlQuery sql, WordQuery.Run run) {
    String all = "w.vector @@ CAST(%s AS tsquery)".formatted(sql.bind(vectorQuery(run)));
    if (run.words().size() == 1) {
      return all;
    }
    String phrase = " " + String.join(" ", run.words()) + (run.prefix() ? "" : " ");
    return "(%s AND strpos(' ' || w.words || ' ', %s) > 0)".formatted(all, sql.bind(phrase));
  }

  private static String vectorQuery(WordQuery.Run run) {
    int last = run.words().size() - 1;
    StringBuilder query = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      query
          .append(i == 0 ? "" : "&")
          .append(quoted(run.words().get(i)))
          .append(run.prefix() && i == last ? ":*" : "");
    }
    return query.toString();
  }

  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
