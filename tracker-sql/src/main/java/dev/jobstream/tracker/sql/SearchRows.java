package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds applications. The order of adding is that of the index of words, so the newest of a common
 * word are found at once; another order comes from an index of the column, in which those without a
 * value are a list of their own behind the others.
 */
final class SearchRows {
  private static final String OUT_OF_TRASH = "a.trashed_at IS NULL";

  /** The same where another column is to choose the index; a plus hides this one from SQLite. */
  private static final String ALSO_OUT_OF_TRASH = "+a.trashed_at IS NULL";

  /** How the marks of the two lists begin. */
  private static final String WITH_VALUE = "+";

  private static final String WITHOUT_VALUE = "-";

  /** From so many on, going along an index until a page is full is sooner done than sorting. */
  private static final int MANY = 2_000;

  private final Handle handle;
  private final WordIndex words;
  private final ApplicationRows applications;

  /** A row's place in the order. */
  private record Place(long seq, @Nullable String value) {}

  /** Between which seqs something lies, both included. */
  private record Bounds(long first, long last) {}

  SearchRows(Handle handle, WordIndex words) {
    this.handle = handle;
    this.words = words;
    this.applications = new ApplicationRows(handle);
  }

  Page<JobApplication> search(SearchQuery query, PageRequest page) {
    return query.sort().key() == SearchSort.Key.ADDED
        ? byAdding(query, page)
        : byColumn(query, page);
  }

  long count(SearchQuery query, long atMost) {
    SqlQuery sql = new SqlQuery("application a");
    WordQuery wanted = SearchConditions.of(query.terms(), sql);
    if (wanted.isEmpty()) {
      sql.and(OUT_OF_TRASH);
    } else {
      words.restrict(sql, wanted);
    }
    return sql.within(handle, "SELECT count(*) FROM (%s) AS found", "1", limit(sql, atMost))
        .mapTo(Long.class)
        .one();
  }

  private static String limit(SqlQuery sql, long rows) {
    return "LIMIT " + sql.bind(rows);
  }

  private Page<JobApplication> byAdding(SearchQuery query, PageRequest page) {
    SqlQuery sql = new SqlQuery("application a");
    WordQuery wanted = SearchConditions.of(query.terms(), sql);
    String seq = "a.seq";
    String order = "a.seq";
    if (wanted.isEmpty()) {
      boolean conditions = sql.hasConditions();
      sql.and(conditions ? OUT_OF_TRASH : ALSO_OUT_OF_TRASH);
      order = conditions ? words.sortedSeq() : seq;
    } else {
      boolean bounded = sql.hasConditions();
      seq = words.restrict(sql, wanted);
      order = seq;
      if (bounded) {
        Bounds bounds = bounds(query);
        sql.and(
            "%s BETWEEN %s AND %s"
                .formatted(seq, sql.bind(bounds.first()), sql.bind(bounds.last())));
      }
    }
    boolean descending = query.sort().descending();
    Mark mark = Mark.of(page, 1);
    if (mark != null) {
      sql.and("%s %s %s".formatted(seq, descending ? "<" : ">", sql.bind(mark.number(0, page))));
    }
    List<Long> seqs =
        sql.select(
                handle,
                seq,
                "ORDER BY %s %s %s"
                    .formatted(order, direction(descending), limit(sql, page.limit() + 1L)))
            .mapTo(Long.class)
            .list();
    return Mark.page(applications.findBySeq(seqs), page, row -> List.of(Long.toString(row.seq())))
        .map(ApplicationRows.Row::application);
  }

  /**
   * Where everything lies that fits the conditions on columns. Applications are mostly added in the
   * order of their days, so that a range of days is a range of seqs.
   */
  private Bounds bounds(SearchQuery query) {
    SqlQuery sql = new SqlQuery("application a");
    SearchConditions.of(query.terms(), sql);
    sql.and(OUT_OF_TRASH);
    return sql.select(
            handle,
            // Without any row both are null, and no seq lies between zero and zero.
            "min(%s) AS first, max(%s) AS last".formatted(words.sortedSeq(), words.sortedSeq()),
            "")
        .map((row, context) -> new Bounds(row.getLong("first"), row.getLong("last")))
        .one();
  }

  private Page<JobApplication> byColumn(SearchQuery query, PageRequest page) {
    Mark mark = Mark.of(page, 3);
    List<Place> places = new ArrayList<>();
    if (mark == null || mark.text(0).equals(WITH_VALUE)) {
      places.addAll(withValue(query, page, mark));
    }
    if (places.size() <= page.limit()) {
      Mark within = mark == null || mark.text(0).equals(WITH_VALUE) ? null : mark;
      places.addAll(withoutValue(query, page, within, page.limit() + 1L - places.size()));
    }
    Page<Place> found =
        Mark.page(
            places,
            page,
            place ->
                place.value() == null
                    ? List.of(WITHOUT_VALUE, "", Long.toString(place.seq()))
                    : List.of(WITH_VALUE, place.value(), Long.toString(place.seq())));
    return new Page<>(
        applications.findBySeq(found.items().stream().map(Place::seq).toList()).stream()
            .map(ApplicationRows.Row::application)
            .toList(),
        found.next());
  }

  private List<Place> withValue(SearchQuery query, PageRequest page, @Nullable Mark mark) {
    SortColumn column = SortColumn.of(query.sort().key());
    String direction = direction(query.sort().descending());
    SqlQuery sql = restricted(query).and(column.column() + " IS NOT NULL");
    if (mark != null) {
      sql.and(
          "(%s, a.seq) %s (%s, %s)"
              .formatted(
                  column.column(),
                  query.sort().descending() ? "<" : ">",
                  sql.bind(column.parse(mark, page)),
                  sql.bind(mark.number(2, page))));
    }
    return sql.select(
            handle,
            "a.seq AS seq, %s AS value".formatted(column.column()),
            "ORDER BY %s %s, a.seq %s %s"
                .formatted(column.column(), direction, direction, limit(sql, page.limit() + 1L)))
        .map((row, context) -> new Place(row.getLong("seq"), row.getString("value")))
        .list();
  }

  private List<Place> withoutValue(
      SearchQuery query, PageRequest page, @Nullable Mark mark, long rows) {
    SortColumn column = SortColumn.of(query.sort().key());
    boolean descending = query.sort().descending();
    SqlQuery sql = restricted(query).and(column.column() + " IS NULL");
    if (mark != null) {
      sql.and("a.seq %s %s".formatted(descending ? "<" : ">", sql.bind(mark.number(2, page))));
    }
    return sql.select(
            handle,
            "a.seq AS seq",
            "ORDER BY a.seq %s %s".formatted(direction(descending), limit(sql, rows)))
        .map((row, context) -> new Place(row.getLong("seq"), null))
        .list();
  }

  private SqlQuery restricted(SearchQuery query) {
    SqlQuery sql = new SqlQuery("application a");
    WordQuery wanted = SearchConditions.of(query.terms(), sql);
    if (wanted.isEmpty()) {
      return sql.and(OUT_OF_TRASH);
    }
    boolean many = count(query, MANY) == MANY;
    words.restrictSorted(sql, wanted, many);
    return sql.and(many ? OUT_OF_TRASH : ALSO_OUT_OF_TRASH);
  }

  private static String direction(boolean descending) {
    return descending ? "DESC" : "ASC";
  }
}
