package dev.jobstream.tracker.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A query that is put together. Every value goes in as a parameter: what stands in the text is from
 * this package alone. Used by one thread.
 */
final class SqlQuery {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private String from;

  SqlQuery(String from) {
    this.from = from;
  }

  /** Takes other tables. */
  void from(String tables) {
    from = tables;
  }

  /** Adds a condition; every one must hold. */
  SqlQuery and(String condition) {
    conditions.add(condition);
    return this;
  }

  boolean hasConditions() {
    return !conditions.isEmpty();
  }

  /** A new parameter's name, colon included. */
  String bind(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, value);
    return ":" + name;
  }

  /** The query that selects columns, with what follows the conditions. */
  Query select(Handle handle, String columns, String rest) {
    return bound(handle, "SELECT %s %s %s".formatted(columns, tablesAndConditions(), rest));
  }

  /** A query around this one, which stands in it as {@code %s}. */
  Query within(Handle handle, String outer, String columns, String rest) {
    return bound(
        handle, outer.formatted("SELECT %s %s %s".formatted(columns, tablesAndConditions(), rest)));
  }

  private String tablesAndConditions() {
    return "FROM %s%s"
        .formatted(from, conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  private Query bound(Handle handle, String sql) {
    Query query = handle.createQuery(sql);
    parameters.forEach(query::bind);
    return query;
  }
}
