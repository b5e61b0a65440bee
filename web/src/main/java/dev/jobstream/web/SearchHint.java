package dev.jobstream.web;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.search.SearchField;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of the search language, as the page hints at it while one types.
 *
 * @param field how it is typed, without the colon
 * @param meaning what it looks at
 * @param example a search that uses it
 * @param values its values, with spaces; empty if there are too many to name
 */
record SearchHint(String field, String meaning, String example, String values) {
  static final List<SearchHint> ALL =
      Stream.of(SearchField.values())
          .map(field ->
              new SearchHint(field.typed(), field.meaning(), field.example(), values(field)))
          .toList();

  private static String values(SearchField field) {
    return switch (field) {
      case STAGE -> names(Stage.values());
      case IS -> "open closed";
      case TYPE -> names(WorkplaceType.values()) + " " + names(EmploymentType.values());
      case LEVEL -> names(Seniority.values());
      case HAS -> names(SearchTerm.Feature.values());
      case SORT -> names(SearchSort.Key.values());
      case APPLIED, ADDED, MOVED, QUIET, POSTED -> "today yesterday -7d..today -30d..today";
      case DEADLINE -> "today <+1w <+30d";
      case TITLE, COMPANY, LOCATION, INDUSTRY, SKILL, TAG, SOURCE, SALARY -> "";
    };
  }

  private static String names(Enum<?>[] values) {
    return Stream.of(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(" "));
  }
}
