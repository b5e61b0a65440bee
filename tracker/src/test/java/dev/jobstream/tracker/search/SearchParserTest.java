package dev.jobstream.tracker.search;

import static dev.jobstream.tracker.applications.SearchTerm.Comparison.EQUAL;
import static dev.jobstream.tracker.applications.SearchTerm.Comparison.GREATER;
import static dev.jobstream.tracker.applications.SearchTerm.Comparison.GREATER_OR_EQUAL;
import static dev.jobstream.tracker.applications.SearchTerm.Comparison.LESS;
import static dev.jobstream.tracker.applications.SearchTerm.Comparison.LESS_OR_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.AnyOf;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.SearchTerm.DateField;
import dev.jobstream.tracker.applications.SearchTerm.DateIs;
import dev.jobstream.tracker.applications.SearchTerm.Feature;
import dev.jobstream.tracker.applications.SearchTerm.Field;
import dev.jobstream.tracker.applications.SearchTerm.FieldText;
import dev.jobstream.tracker.applications.SearchTerm.Has;
import dev.jobstream.tracker.applications.SearchTerm.Not;
import dev.jobstream.tracker.applications.SearchTerm.SalaryIs;
import dev.jobstream.tracker.applications.SearchTerm.SeniorityIs;
import dev.jobstream.tracker.applications.SearchTerm.StageIs;
import dev.jobstream.tracker.applications.SearchTerm.Text;
import dev.jobstream.tracker.applications.SearchTerm.TypeIs;
import dev.jobstream.tracker.applications.SearchTerm.WorkplaceIs;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.TrackerException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchParserTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  @Test
  void anEmptySearchIsForEverything() {
    assertThat(parse("")).isEqualTo(SearchQuery.all());
    assertThat(parse("  \t\n ")).isEqualTo(SearchQuery.all());
  }

  @Test
  void wordsAndPhrasesStandAnywhere() {
    assertThat(terms("senior \"site reliability\" engin*"))
        .containsExactly(text("senior"), text("site reliability"), new Text("engin", true));
  }

  @Test
  void aMinusLeavesOut() {
    assertThat(terms("-php -\"night shift\" -stage:rejected"))
        .containsExactly(
            new Not(text("php")),
            new Not(text("night shift")),
            new Not(new StageIs(Set.of(Stage.REJECTED))));
  }

  @Test
  void aMinusInsideAWordOrAloneIsNone() {
    assertThat(terms("full-time - c++")).containsExactly(text("full-time"), text("c++"));
  }

  @Test
  void theLastWordMayGoOnWhileItIsTyped() {
    assertThat(typing("senior engin")).containsExactly(text("senior"), new Text("engin", true));
    assertThat(typing("senior engin ")).containsExactly(text("senior"), text("engin"));
    assertThat(typing("\"site rel")).containsExactly(new Text("site rel", true));
    assertThat(typing("company:exa")).containsExactly(new FieldText(Field.COMPANY, "exa", true));
  }

  @Test
  void aFieldThatIsBeingTypedAsksForNothingYet() {
    assertThat(typing("java company:")).containsExactly(text("java"));
    assertThat(typing("applied:>2026-")).isEmpty();
    assertThat(typing("stage:s")).isEmpty();
    assertThat(typing("stage:inte")).containsExactly(new StageIs(Set.of(Stage.INTERVIEWING)));
    assertThat(typing("stage:offer,sc")).containsExactly(new StageIs(Set.of(Stage.OFFER)));
  }

  @Test
  void aFieldTakesTheWordsOrThePhraseBehindIt() {
    assertThat(terms("company:\"Example AG\" Skill:c++ firm:Muster tag:dream* source:“Job Board”"))
        .containsExactly(
            new FieldText(Field.COMPANY, "Example AG", false),
            new FieldText(Field.SKILL, "c++", false),
            new FieldText(Field.COMPANY, "Muster", false),
            new FieldText(Field.TAG, "dream", true),
            new FieldText(Field.SOURCE, "Job Board", false));
  }

  @Test
  void aFieldTakesOneOfSeveralWordsBetweenCommas() {
    assertThat(terms("skill:java,python* -tag:a, location:\"Bern, Switzerland\" title:,"))
        .containsExactly(
            new AnyOf(
                List.of(
                    new FieldText(Field.SKILL, "java", false),
                    new FieldText(Field.SKILL, "python", true))),
            new Not(new FieldText(Field.TAG, "a", false)),
            new FieldText(Field.LOCATION, "Bern, Switzerland", false));
    assertThat(typing("skill:java,pyth"))
        .containsExactly(
            new AnyOf(
                List.of(
                    new FieldText(Field.SKILL, "java", false),
                    new FieldText(Field.SKILL, "pyth", true))));
  }

  @Test
  void aStageIsOneOfSeveral() {
    assertThat(terms("stage:applied,Offer stage:ghost is:open -is:closed"))
        .containsExactly(
            new StageIs(Set.of(Stage.APPLIED, Stage.OFFER)),
            new StageIs(Set.of(Stage.GHOSTED)),
            StageIs.open(),
            new Not(new Not(StageIs.open())));
  }

  @Test
  void typesAreKindsOfEmploymentAndPlacesOfWork() {
    assertThat(terms("type:remote,hybrid TYPE:FullTime type:full-time,intern level:entry"))
        .containsExactly(
            new WorkplaceIs(Set.of(WorkplaceType.REMOTE, WorkplaceType.HYBRID)),
            new TypeIs(Set.of(EmploymentType.FULL_TIME)),
            new TypeIs(Set.of(EmploymentType.FULL_TIME, EmploymentType.INTERNSHIP)),
            new SeniorityIs(Set.of(Seniority.ENTRY)));
  }

  @Test
  void daysAreComparedAndBounded() {
    assertThat(terms("applied:>2026-10-01")).containsExactly(applied(GREATER, "2026-10-01"));
    assertThat(terms("applied:>=2026-10-01"))
        .containsExactly(applied(GREATER_OR_EQUAL, "2026-10-01"));
    assertThat(terms("applied:<2026-10-01")).containsExactly(applied(LESS, "2026-10-01"));
    assertThat(terms("-applied:<=today"))
        .containsExactly(new Not(applied(LESS_OR_EQUAL, "2026-11-25")));
    assertThat(terms("applied:yesterday")).containsExactly(applied(EQUAL, "2026-11-24"));
    assertThat(terms("applied:2026-10"))
        .containsExactly(
            applied(GREATER_OR_EQUAL, "2026-10-01"), applied(LESS_OR_EQUAL, "2026-10-31"));
    assertThat(terms("applied:>2026-02")).containsExactly(applied(GREATER, "2026-02-28"));
    assertThat(terms("applied:2024"))
        .containsExactly(
            applied(GREATER_OR_EQUAL, "2024-01-01"), applied(LESS_OR_EQUAL, "2024-12-31"));
    assertThat(terms("applied:-7d..yesterday"))
        .containsExactly(
            applied(GREATER_OR_EQUAL, "2026-11-18"), applied(LESS_OR_EQUAL, "2026-11-24"));
    assertThat(terms("applied:\"last monday\"")).containsExactly(applied(EQUAL, "2026-11-23"));
    assertThat(terms("deadline:..+1w"))
        .containsExactly(new DateIs(DateField.DEADLINE, LESS_OR_EQUAL, LocalDate.of(2026, 12, 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">80k | GREATER | 80000 | ",
        "80k | GREATER_OR_EQUAL | 80000 | ",
        ">=80,000 | GREATER_OR_EQUAL | 80000 | ",
        "80.000 | GREATER_OR_EQUAL | 80000 | ",
        "<1.2m | LESS | 1200000 | ",
        "..90'000chf | LESS_OR_EQUAL | 90000 | CHF",
        "=25.50 | EQUAL | 25.50 | ",
        ">80keur | GREATER | 80000 | EUR",
        "€80k | GREATER_OR_EQUAL | 80000 | EUR",
        "80k£ | GREATER_OR_EQUAL | 80000 | GBP",
        "$80k | GREATER_OR_EQUAL | 80000 | "
      })
  void payIsReadAsPeopleWriteIt(
      String typed, Comparison comparison, BigDecimal amount, @Nullable String currency) {
    SalaryIs term = (SalaryIs) terms("salary:" + typed).getFirst();

    assertThat(term.comparison()).isEqualTo(comparison);
    assertThat(term.amount()).isEqualByComparingTo(amount);
    assertThat(term.currency()).isEqualTo(currency);
  }

  @Test
  void featuresAndTheOrder() {
    assertThat(parse("has:reminder -has:cover-letter sort:-salary"))
        .isEqualTo(
            new SearchQuery(
                List.of(new Has(Feature.REMINDER), new Not(new Has(Feature.COVER_LETTER))),
                new SearchSort(SearchSort.Key.SALARY, true)));
    assertThat(parse("sort:applied").sort())
        .isEqualTo(new SearchSort(SearchSort.Key.APPLIED, false));
  }

  @Test
  void aWebAddressIsAWord() {
    assertThat(terms("https://jobs.example/4711"))
        .containsExactly(text("https://jobs.example/4711"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "java compny:x | There is no field `compny`. Did you mean `company:`? | compny",
        "-stgae:offer | There is no field `stgae`. Did you mean `stage:`? | stgae",
        "stage:aplied | There is no stage `aplied`. Did you mean `applied`? | aplied",
        "stage:applied,interveiwing x | There is no stage `interveiwing`. Did you mean `interviewing`? | interveiwing",
        "type:remot3 | There is no type `remot3`. Did you mean `remote`? | remot3",
        "has:reminders2 | There is no feature `reminders2`. Did you mean `reminder`? | reminders2",
        "sort:-salry | There is no order `salry`. Did you mean `salary`? | salry",
        "applied:>2026-02-30 | There is no day `2026-02-30`: February 2026 has 28 days. | >2026-02-30",
        "applied:2026-13 | There is no day `2026-13-01`: a year has 12 months. Write a day as `2026-10-01`, `today`, `yesterday`, `tomorrow`, `+3d`, `-2w` or `monday`. | 2026-13",
        "applied:yesteday | `yesteday` is no day. Did you mean `yesterday`? | yesteday",
        "applied:2026-10-05..2026-10-01 | The range `2026-10-05..2026-10-01` ends before it begins. Write the earlier day first. | 2026-10-05..2026-10-01",
        "-applied:2026-10 | A range cannot be left out. Write what is wanted instead, such as `applied:<A`. | -applied:2026-10",
        "applied:.. | The range `..` has neither a beginning nor an end. | ..",
        "type:remote,full-time | `remote,full-time` mixes kinds of employment with places of work. Write two: `type:remote type:full-time`. | remote,full-time",
        "sort:salary sort:title | The search has two orders. Leave one `sort:` out. | sort:title",
        "stage:\"aplied\" | There is no stage `aplied`. Did you mean `applied`? | \"aplied\"",
        "salary:lots | `lots` is no amount of pay. Write it as `>80k`, `60000..90000` or `<1.2mEUR`. | lots",
        "salary:90k..60k | The range `90k..60k` ends below its beginning. Write the lower amount first. | 90k..60k",
        "x company: | The field `company` wants a value, such as `company:\"Example AG\"`. | company:",
        "-sort:salary | The order cannot be left out. Write `sort:-salary` to put the largest first. | -sort:salary"
      })
  void whatIsWrongIsToldWithItsPlace(String typed, String message, String place) {
    TrackerException.InvalidSearch e =
        catchThrowableOfType(
            TrackerException.InvalidSearch.class, () -> SearchParser.parse(typed, TODAY));

    assertThat(e).isNotNull().hasMessage(message);
    assertThat(typed.substring(e.start(), e.end())).isEqualTo(place);
  }

  @Test
  void aFieldThatNoneIsLikeIsAnsweredWithThemAll() {
    assertThatThrownBy(() -> parse("zzzzzzzz:1"))
        .hasMessageStartingWith("There is no field `zzzzzzzz`. The fields are `title`, `company`,")
        .hasMessageEndingWith("put the text in quotes to look for it as it is.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 100_000})
  void aTextThatIsNoSearchIsRefused(int length) {
    assertThatThrownBy(() -> parse("x".repeat(length)))
        .isInstanceOf(TrackerException.InvalidSearch.class)
        .hasMessageContaining("at most 1,000 can be read");
    assertThatThrownBy(() -> parse("x ".repeat(51)))
        .hasMessage("The search has 51 words; at most 50 can be looked for. Leave some out.");
  }

  private static Text text(String text) {
    return new Text(text, false);
  }

  private static DateIs applied(Comparison comparison, String day) {
    return new DateIs(DateField.APPLIED, comparison, LocalDate.parse(day));
  }

  private static SearchQuery parse(String typed) {
    return SearchParser.parse(typed, TODAY);
  }

  private static List<SearchTerm> terms(String typed) {
    return parse(typed).terms();
  }

  private static List<SearchTerm> typing(String typed) {
    return SearchParser.parseWhileTyping(typed, TODAY).terms();
  }
}
