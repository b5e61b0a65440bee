package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.SearchWords;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Words in SQLite's FTS5. Its index lists the applications of a word by their seq, so that the
 * newest that have several words are found without looking at the others.
 */
final class SqliteWords implements WordIndex {
  @Override
  public void add(Handle handle, long seq, String words) {
    handle
        .createUpdate("INSERT INTO application_words (rowid, words) VALUES (:seq, :words)")
        .bind("seq", seq)
        .bind("words", words)
        .execute();
  }

  @Override
  public void replace(Handle handle, long seq, String words) {
    remove(handle, seq);
    add(handle, seq, words);
  }

  @Override
  public void remove(Handle handle, long seq) {
    handle
        .createUpdate("DELETE FROM application_words WHERE rowid = :seq")
        .bind("seq", seq)
        .execute();
  }

  @Override
  public String restrict(SqlQuery sql, WordQuery words) {
    sql.from("application_words w JOIN application a ON a.seq = w.rowid");
    sql.and("application_words MATCH " + sql.bind(expression(words)));
    return "w.rowid";
  }

  /** A plus hides a column from the planner, which then takes another index. */
  @Override
  public void restrictSorted(SqlQuery sql, WordQuery words, boolean many) {
    sql.and(
        "%sa.seq IN (SELECT rowid FROM application_words WHERE application_words MATCH %s)"
            .formatted(many ? "+" : "", sql.bind(expression(words))));
  }

  @Override
  public String sortedSeq() {
    return "+a.seq";
  }

  private static String expression(WordQuery words) {
    String all =
        words.all().isEmpty()
            ? quoted(SearchWords.EVERY)
            : words.all().stream().map(SqliteWords::any).collect(Collectors.joining(" AND "));
    return words.none().isEmpty() ? all : "(%s) NOT %s".formatted(all, any(words.none()));
  }

  private static String any(List<WordQuery.Run> runs) {
    return runs.stream().map(SqliteWords::run).collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String run(WordQuery.Run run) {
    return quoted(String.join(" ", run.words())) + (run.prefix() ? " *" : "");
  }

  private static String quoted(String words) {
    return '"' + words.replace("\"", "\"\"") + '"';
  }
}
