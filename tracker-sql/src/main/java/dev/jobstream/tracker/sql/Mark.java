package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.TrackerException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mark between two pages: the values by which the list is sorted, of the last item of the first
 * page. The next page begins behind them, whatever was added or deleted meanwhile.
 *
 * @param values at least one
 */
record Mark(List<String> values) {
  private static final String BETWEEN = "\n";

  Mark {
    values = List.copyOf(values);
  }

  /** The mark that a request names; null if it asks for the first page. */
  static @Nullable Mark of(PageRequest page, int values) {
    if (page.after() == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(page.after()), StandardCharsets.UTF_8);
      Mark mark = new Mark(List.of(text.split(BETWEEN, -1)));
      if (mark.values.size() == values) {
        return mark;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw invalid(page);
  }

  private static TrackerException invalid(PageRequest page) {
    return TrackerException.invalid(
        "`%s` is no mark of a page of this list. Begin with the first page."
            .formatted(page.after()));
  }

  String text(int at) {
    return values.get(at);
  }

  long number(int at, PageRequest page) {
    try {
      return Long.parseLong(values.get(at));
    } catch (NumberFormatException e) {
      throw invalid(page);
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(BETWEEN, values).getBytes(StandardCharsets.UTF_8));
  }

  /** A page of rows of which one more than wanted was asked for, if there is one more. */
  static <T> Page<T> page(List<T> rows, PageRequest page, Function<T, List<String>> values) {
    if (rows.size() <= page.limit()) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, page.limit());
    return new Page<>(items, new Mark(values.apply(items.getLast())).toString());
  }
}
