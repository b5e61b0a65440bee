package dev.jobstream.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Data as an earlier release left it: the rows of every table, as statements that both databases
 * take, a line each.
 */
final class SchemaFixture {
  /** In an order in which no row refers to a later one. */
  private static final List<String> TABLES =
      List.of(
          "company",
          "company_name",
          "posting",
          "posting_band",
          "application",
          "stage_change",
          "stage_move",
          "note",
          "contact",
          "interview",
          "reminder",
          "document",
          "saved_search");

  private static final String WORDS = "-- words of application ";

  private SchemaFixture() {}

  static List<String> lines(int version) {
    String name = "/schema/v%d.sql".formatted(version);
    try (InputStream in = SchemaFixture.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "There is no data of schema %d: write `%s` with a release of it, by MigrationTest and -Dgolden.update=true."
                .formatted(version, name));
      }
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void load(Handle handle, TestDatabase database, List<String> lines) {
    for (String line : lines) {
      if (line.startsWith(WORDS)) {
        String[] parts = line.substring(WORDS.length()).split(": ", 2);
        handle
            .createUpdate(
                switch (database) {
                  case SQLITE ->
                      "INSERT INTO application_words (rowid, words) VALUES (:seq, :words)";
                  case POSTGRESQL ->
                      """
                      INSERT INTO application_words (seq, words, vector)
                      VALUES (:seq, :words, array_to_tsvector(string_to_array(:words, ' ')))
                      """;
                })
            .bind("seq", Long.parseLong(parts[0]))
            .bind("words", parts[1])
            .execute();
      } else if (!line.startsWith("--")) {
        // Not by Jdbi, which would look for parameters in the texts.
        try (var statement = handle.getConnection().createStatement()) {
          statement.execute(line);
        } catch (SQLException e) {
          throw new IllegalStateException(line, e);
        }
      }
    }
  }

  /** What PostgreSQL holds: SQLite keeps no words that could be read again. */
  static List<String> dump(Handle handle) {
    List<String> lines = new ArrayList<>();
    for (String table : TABLES) {
      lines.addAll(
          handle
              .createQuery("SELECT * FROM %s ORDER BY 1, 2".formatted(table))
              .map((row, context) -> insert(table, row))
              .list());
    }
    lines.addAll(
        handle
            .createQuery("SELECT seq, words FROM application_words ORDER BY seq")
            .map((row, context) -> WORDS + row.getLong(1) + ": " + row.getString(2))
            .list());
    return lines;
  }

  private static String insert(String table, ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = row.getObject(i);
      if (value != null) {
        names.add(columns.getColumnName(i));
        values.add(value instanceof Number ? value.toString() : quoted(value.toString()));
      }
    }
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            table, String.join(", ", names), values.stream().collect(Collectors.joining(", ")));
  }

  private static String quoted(String text) {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalStateException("A text of the data has more than one line.");
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
