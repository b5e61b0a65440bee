package dev.jobstream.web;

import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.SearchParser;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list of applications is asked for in an address.
 *
 * @param search what is looked for, as typed
 * @param sort the column that the list is sorted by; null as the search says
 * @param descending from the greatest to the least
 * @param cursor where the page begins; null for the first
 * @param typing whether the search is still being typed
 */
record TableQuery(
    String search,
    SearchSort.@Nullable Key sort,
    boolean descending,
    @Nullable String cursor,
    boolean typing) {

  static TableQuery of(Context ctx) {
    String search = ctx.queryParam("q");
    String sort = ctx.queryParam("sort");
    boolean descending = sort != null && sort.startsWith("-");
    return new TableQuery(
        search == null ? "" : search,
        sort == null ? null : key(descending ? sort.substring(1) : sort),
        descending,
        JobForm.line(ctx.queryParam("cursor")),
        ctx.queryParam("typing") != null);
  }

  private static SearchSort.@Nullable Key key(String name) {
    return Stream.of(SearchSort.Key.values())
        .filter(key -> id(key).equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String id(SearchSort.Key key) {
    return key.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The search itself.
   *
   * @throws TrackerException.InvalidSearch if it cannot be understood
   */
  SearchQuery query(LocalDate today) {
    SearchQuery query =
        typing ? SearchParser.parseWhileTyping(search, today) : SearchParser.parse(search, today);
    return sort == null ? query : query.sortedBy(new SearchSort(sort, descending));
  }

  /** The address of the page from a cursor on. */
  String from(String next) {
    return url(sort, descending, next);
  }

  /** The address of the same, sorted by a column; once more the other way round. */
  String sortedBy(TableColumn column) {
    boolean again = column.sort() == sort;
    return url(column.sort(), again ? !descending : column.greatestFirst(), null);
  }

  /** The address of its first page. */
  String url() {
    return url(sort, descending, null);
  }

  /** The sort as an address has it; null for none. */
  @Nullable String sortId() {
    return sort == null ? null : (descending ? "-" : "") + id(sort);
  }

  private String url(SearchSort.@Nullable Key key, boolean down, @Nullable String from) {
    StringBuilder url = new StringBuilder("/table");
    add(url, "q", search.isEmpty() ? null : search);
    add(url, "sort", key == null ? null : (down ? "-" : "") + id(key));
    add(url, "cursor", from);
    return url.toString();
  }

  private static void add(StringBuilder url, String name, @Nullable String value) {
    if (value != null) {
      url.append(url.indexOf("?") < 0 ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /** The value of {@code aria-sort} above a column; null if it is not sorted by it. */
  @Nullable String ariaSort(TableColumn column) {
    if (sort == null || column.sort() != sort) {
      return null;
    }
    return descending ? "descending" : "ascending";
  }
}
