package dev.jobstream.web;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.Stage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the table shows.
 *
 * @param error why the search cannot be understood; null if it can be
 * @param count how many were found, at most {@link #MOST_COUNTED}
 * @param any whether there are applications at all
 * @param undo what was just done and can be taken back; null for nothing
 */
record TableView(
    TableQuery query,
    @Nullable String error,
    Page<JobApplication> page,
    long count,
    boolean any,
    Set<TableColumn> columns,
    List<SavedSearch> saved,
    @Nullable Undo undo,
    LocalDate today,
    ZoneId zone) {

  /** More are not counted, which bounds the time. */
  static final int MOST_COUNTED = 10_000;

  String countText() {
    if (count >= MOST_COUNTED) {
      return "more than %,d".formatted(MOST_COUNTED - 1);
    }
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "application" : "applications");
  }

  List<Choice> stages() {
    return Choice.of(Stage.values(), Stage.APPLIED);
  }

  List<SearchHint> hints() {
    return SearchHint.ALL;
  }

  String cell(JobApplication application, TableColumn column) {
    return column.text(application, zone);
  }
}
