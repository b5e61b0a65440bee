package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.TrackerException;

/** A column by which applications are sorted, each with an index. */
enum SortColumn {
  UPDATED("a.updated_at", Type.NUMBER),
  APPLIED("a.applied_on", Type.TEXT),
  QUIET_SINCE("a.quiet_since", Type.TEXT),
  DEADLINE("a.valid_through", Type.TEXT),
  COMPANY("a.company_key", Type.TEXT),
  TITLE("a.title_key", Type.TEXT),
  STAGE("a.stage_order", Type.NUMBER),
  SALARY("a.highest_pay", Type.FRACTION);

  private enum Type {
    TEXT,
    NUMBER,
    FRACTION
  }

  private final String column;
  private final Type type;

  SortColumn(String column, Type type) {
    this.column = column;
    this.type = type;
  }

  static SortColumn of(SearchSort.Key key) {
    return switch (key) {
      case ADDED -> throw new IllegalArgumentException("The order of adding is that of seq.");
      case UPDATED -> UPDATED;
      case APPLIED -> APPLIED;
      case QUIET_SINCE -> QUIET_SINCE;
      case DEADLINE -> DEADLINE;
      case COMPANY -> COMPANY;
      case TITLE -> TITLE;
      case STAGE -> STAGE;
      case SALARY -> SALARY;
    };
  }

  String column() {
    return column;
  }

  /** The value of a mark, of the column's type. */
  Object parse(Mark mark, PageRequest page) {
    try {
      return switch (type) {
        case TEXT -> mark.text(1);
        case NUMBER -> mark.number(1, page);
        case FRACTION -> Double.parseDouble(mark.text(1));
      };
    } catch (NumberFormatException e) {
      throw TrackerException.invalid(
          "`%s` is no mark of a page of this list. Begin with the first page."
              .formatted(page.after()));
    }
  }
}
