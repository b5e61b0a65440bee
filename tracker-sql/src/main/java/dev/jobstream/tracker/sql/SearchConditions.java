package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.SearchText;
import dev.jobstream.tracker.applications.SearchWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Turns the terms of a search into words to look up and conditions on columns. Whatever can be
 * looked up as a word is: an index of words finds what several have in common without a look at the
 * rows.
 */
final class SearchConditions {
  private final SqlQuery sql;
  private final List<List<WordQuery.Run>> all = new ArrayList<>();
  private final List<WordQuery.Run> none = new ArrayList<>();

  private SearchConditions(SqlQuery sql) {
    this.sql = sql;
  }

  /** Adds the terms' conditions on columns to a query, and returns their words. */
  static WordQuery of(List<SearchTerm> terms, SqlQuery sql) {
    SearchConditions conditions = new SearchConditions(sql);
    terms.forEach(term -> conditions.add(term, true));
    return new WordQuery(conditions.all, conditions.none);
  }

  private void add(SearchTerm term, boolean wanted) {
    switch (term) {
      case SearchTerm.Text(String text, boolean prefix) ->
          words(SearchText.words(text), prefix, wanted);
      case SearchTerm.FieldText(SearchTerm.Field field, String text, boolean prefix) ->
          words(SearchWords.ofField(field, text), prefix, wanted);
      case SearchTerm.AnyOf(List<SearchTerm.FieldText> texts) ->
          anyWords(
              texts.stream()
                  .map(text ->
                      new WordQuery.Run(
                          SearchWords.ofField(text.field(), text.text()), text.prefix()))
                  .filter(run -> !run.words().isEmpty())
                  .toList(),
              wanted);
      case SearchTerm.StageIs stage -> marks(stage.stages(), wanted);
      case SearchTerm.TypeIs type -> marks(type.types(), wanted);
      case SearchTerm.SeniorityIs seniority -> marks(seniority.levels(), wanted);
      case SearchTerm.WorkplaceIs workplace -> marks(workplace.types(), wanted);
      case SearchTerm.Has has -> marks(List.of(has.feature()), wanted);
      case SearchTerm.DateIs date ->
          column(
              "%s %s %s"
                  .formatted(
                      column(date.field()),
                      sign(date.comparison()),
                      sql.bind(date.day().toString())),
              wanted);
      case SearchTerm.SalaryIs salary -> column(salary(salary), wanted);
      case SearchTerm.Not(SearchTerm negated) -> add(negated, !wanted);
    }
  }

  /** A text without any word says nothing. */
  private void words(List<String> words, boolean prefix, boolean wanted) {
    anyWords(words.isEmpty() ? List.of() : List.of(new WordQuery.Run(words, prefix)), wanted);
  }

  private void anyWords(List<WordQuery.Run> runs, boolean wanted) {
    if (!runs.isEmpty()) {
      runs(runs, wanted);
    }
  }

  private void marks(Collection<? extends Enum<?>> values, boolean wanted) {
    List<WordQuery.Run> runs = new ArrayList<>();
    for (Enum<?> value : values) {
      runs.add(new WordQuery.Run(List.of(SearchWords.mark(value)), false));
    }
    if (runs.isEmpty()) {
      column("1 = 0", wanted);
    } else {
      runs(runs, wanted);
    }
  }

  private void runs(List<WordQuery.Run> runs, boolean wanted) {
    if (wanted) {
      all.add(runs);
    } else {
      none.addAll(runs);
    }
  }

  private void column(String condition, boolean wanted) {
    sql.and(wanted ? condition : "(%s) IS NOT TRUE".formatted(condition));
  }

  private String salary(SearchTerm.SalaryIs salary) {
    String amount = sql.bind(salary.amount().doubleValue());
    String condition =
        switch (salary.comparison()) {
          case LESS, LESS_OR_EQUAL ->
              "a.lowest_pay %s %s".formatted(sign(salary.comparison()), amount);
          case GREATER, GREATER_OR_EQUAL ->
              "a.highest_pay %s %s".formatted(sign(salary.comparison()), amount);
          case EQUAL -> "a.lowest_pay <= %s AND a.highest_pay >= %s".formatted(amount, amount);
        };
    return salary.currency() == null
        ? condition
        : "%s AND a.salary_currency = %s".formatted(condition, sql.bind(salary.currency()));
  }

  private static String column(SearchTerm.DateField field) {
    return switch (field) {
      case APPLIED -> "a.applied_on";
      case ADDED -> "a.added_on";
      case MOVED -> "a.stage_since";
      case QUIET_SINCE -> "a.quiet_since";
      case POSTED -> "a.date_posted";
      case DEADLINE -> "a.valid_through";
    };
  }

  private static String sign(Comparison comparison) {
    return switch (comparison) {
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case EQUAL -> "=";
      case GREATER_OR_EQUAL -> ">=";
      case GREATER -> ">";
    };
  }
}
