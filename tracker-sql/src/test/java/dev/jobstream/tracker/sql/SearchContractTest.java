package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
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
import dev.jobstream.tracker.applications.SearchTerm.Text;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches: the same words find the same applications in every database. */
final class SearchContractTest extends StoreContract {
  private JobApplication nurse;
  private JobApplication designer;

  @BeforeEach
  void addThree() {
    add(
        JobDetails.builder()
            .title("Senior Backend Developer")
            .company("Müller & Söhne")
            .location("Zürich")
            .workplaceType(WorkplaceType.REMOTE)
            .employmentType(EmploymentType.FULL_TIME)
            .seniority(Seniority.MID_SENIOR)
            .skills(List.of("Java", "C++", "REST API"))
            .salary(pay(90_000, 110_000, "EUR", Salary.Period.YEAR))
            .validThrough(LocalDate.of(2026, 6, 1))
            .build(),
        "We build résumé software, node.js and C# included. 東京 office.",
        Stage.APPLIED,
        "2026-04-20",
        Stage.INTERVIEWING,
        "2026-04-28");
    nurse =
        add(
            JobDetails.builder()
                .title("Nurse")
                .company("City Hospital")
                .location("Köln")
                .employmentType(EmploymentType.PART_TIME)
                .salary(pay(25, 30, "EUR", Salary.Period.HOUR))
                .build(),
            "You care for people; software skills are no must.",
            Stage.APPLIED,
            "2026-03-01",
            Stage.REJECTED,
            "2026-03-20");
    designer = add(JobDetails.of("Designer", "Studio Łódź"), "Draw the softest things.");
  }

  private static Salary pay(int min, int max, String currency, Salary.Period period) {
    return new Salary(BigDecimal.valueOf(min), BigDecimal.valueOf(max), currency, period);
  }

  private List<@Nullable String> found(SearchTerm... terms) {
    return titles(SearchQuery.of(terms));
  }

  private static Text word(String text) {
    return new Text(text, false);
  }

  @Test
  void wordsAreFoundWhateverTheirAccentsAndCase() {
    assertThat(found(word("resume"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("RÉSUMÉ"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("zurich"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("lodz"))).containsExactly("Designer");
    assertThat(found(word("software"))).containsExactly("Nurse", "Senior Backend Developer");
    assertThat(found(word("softwar"))).isEmpty();
  }

  @Test
  void everyTermMustHold() {
    assertThat(found(word("software"), word("care"))).containsExactly("Nurse");
    assertThat(found(word("software"), word("nothing"))).isEmpty();
    assertThat(found()).containsExactly("Designer", "Nurse", "Senior Backend Developer");
  }

  @Test
  void phrasesStandTogetherAndWithinOneText() {
    assertThat(found(word("people software"))).containsExactly("Nurse");
    assertThat(found(word("software people"))).isEmpty();
    // The last word of the title and the first of the company.
    assertThat(found(word("nurse city"))).isEmpty();
    assertThat(found(new Text("care for peo", true))).containsExactly("Nurse");
  }

  @Test
  void theDayOfAddingIsThatOfItsUser() {
    Clock evening =
        Clock.fixed(Instant.parse("2026-05-04T05:30:00Z"), ZoneId.of("America/Los_Angeles"));
    try (Tracker west = new Tracker(database.open(location), documentFolder(), evening)) {
      LocalDate day = LocalDate.of(2026, 5, 3);
      StatisticsPeriod third = new StatisticsPeriod(day, day);
      long before = west.applications().statistics(third).total();
      JobApplication baker =
          west.applications()
              .add(
                  NewApplication.of(
                      NewPosting.withoutText(null), JobDetails.of("Baker", "Bread Ltd")));
      DateIs onTheThird = new DateIs(DateField.ADDED, Comparison.EQUAL, day);
      DateIs onTheFourth = new DateIs(DateField.ADDED, Comparison.EQUAL, day.plusDays(1));
      assertThat(found(word("bread"), onTheThird)).containsExactly("Baker");
      assertThat(found(word("bread"), onTheFourth)).isEmpty();
      west.journal().addNote(baker.id(), "A note");
      assertThat(west.applications().statistics(third).total()).isEqualTo(before + 1);
    }
  }

  @Test
  void notesOfMovesAndHowToReachAContactAreFound() {
    JobApplication baker = add("Baker", "Bread Ltd");
    applications.move(baker.id(), Stage.APPLIED, null, "sent by pigeon");
    tracker
        .journal()
        .addContact(
            baker.id(),
            new Contact.Details(
                "Ann", null, null, "+49 30 123456", "https://people.example/ann", null));
    assertThat(found(word("pigeon"))).containsExactly("Baker");
    assertThat(found(word("123456"))).containsExactly("Baker");
    assertThat(found(word("people.example"))).containsExactly("Baker");
  }

  @Test
  void oneOfSeveralTextsOfAFieldIsEnough() {
    FieldText nurse = new FieldText(Field.TITLE, "nurse", false);
    FieldText developers = new FieldText(Field.TITLE, "backend dev", true);
    assertThat(found(new AnyOf(List.of(nurse, developers))))
        .containsExactly("Nurse", "Senior Backend Developer");
    assertThat(found(new Not(new AnyOf(List.of(nurse, developers))))).containsExactly("Designer");
    assertThat(found(word("software"), new AnyOf(List.of(nurse)))).containsExactly("Nurse");
  }

  @Test
  void aPrefixMatchesWhileTyping() {
    assertThat(found(new Text("soft", true)))
        .containsExactly("Designer", "Nurse", "Senior Backend Developer");
    assertThat(found(new Text("s", true))).hasSize(3);
    assertThat(found(new Text("softwar", true))).hasSize(2);
  }

  @Test
  void signsThatMakeAnotherWordCount() {
    assertThat(found(word("C++"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("C#"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("C"))).isEmpty();
    assertThat(found(word("node.js"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("京"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("東京"))).containsExactly("Senior Backend Developer");
    assertThat(found(word("京東"))).isEmpty();
    assertThat(found(word("&"))).hasSize(3);
  }

  @Test
  void fieldsAreSearchedAlone() {
    assertThat(found(new FieldText(Field.COMPANY, "müller söhne", false)))
        .containsExactly("Senior Backend Developer");
    assertThat(found(new FieldText(Field.COMPANY, "zürich", false))).isEmpty();
    assertThat(found(new FieldText(Field.LOCATION, "kol", true))).containsExactly("Nurse");
    assertThat(found(new FieldText(Field.SKILL, "rest api", false))).hasSize(1);
    assertThat(found(new FieldText(Field.SKILL, "java c", true))).isEmpty();
    assertThat(found(new FieldText(Field.TITLE, "developer", false))).hasSize(1);
  }

  @Test
  void marksAreSearchedByTheirValues() {
    assertThat(found(new SearchTerm.StageIs(Set.of(Stage.REJECTED, Stage.SAVED))))
        .containsExactly("Designer", "Nurse");
    assertThat(found(new SearchTerm.TypeIs(Set.of(EmploymentType.PART_TIME))))
        .containsExactly("Nurse");
    assertThat(found(new SearchTerm.SeniorityIs(Set.of(Seniority.MID_SENIOR)))).hasSize(1);
    assertThat(found(new SearchTerm.WorkplaceIs(Set.of(WorkplaceType.REMOTE)))).hasSize(1);
    assertThat(found(SearchTerm.StageIs.open())).hasSize(2);
    // A word alone finds no mark.
    assertThat(found(word("rejected"))).isEmpty();
    assertThat(found(word("stage:rejected"))).isEmpty();
  }

  @Test
  void daysAreComparedAndWhatHasNoneIsNotFound() {
    LocalDate day = LocalDate.of(2026, 4, 20);
    assertThat(found(new DateIs(DateField.APPLIED, Comparison.GREATER_OR_EQUAL, day)))
        .containsExactly("Senior Backend Developer");
    assertThat(found(new DateIs(DateField.APPLIED, Comparison.GREATER, day))).isEmpty();
    assertThat(found(new DateIs(DateField.APPLIED, Comparison.LESS, day))).containsExactly("Nurse");
    assertThat(found(new DateIs(DateField.ADDED, Comparison.EQUAL, TODAY))).hasSize(3);
    assertThat(found(new DateIs(DateField.DEADLINE, Comparison.GREATER, day))).hasSize(1);
    assertThat(found(new DateIs(DateField.QUIET_SINCE, Comparison.LESS, day)))
        .containsExactly("Nurse");
    assertThat(found(new DateIs(DateField.APPLIED, Comparison.LESS, day), word("software")))
        .containsExactly("Nurse");
  }

  @Test
  void payIsComparedForAYear() {
    assertThat(found(salary(Comparison.GREATER, 100_000)))
        .containsExactly("Senior Backend Developer");
    assertThat(found(salary(Comparison.GREATER, 60_000))).hasSize(2);
    assertThat(found(salary(Comparison.LESS, 60_000))).containsExactly("Nurse");
    assertThat(found(salary(Comparison.EQUAL, 100_000))).hasSize(1);
    assertThat(found(new SalaryIs(Comparison.GREATER, BigDecimal.ONE, "USD"))).isEmpty();
  }

  private static SalaryIs salary(Comparison comparison, long amount) {
    return new SalaryIs(comparison, BigDecimal.valueOf(amount), null);
  }

  @Test
  void notTurnsEveryTermAround() {
    assertThat(found(new Not(word("software")))).containsExactly("Designer");
    assertThat(found(word("software"), new Not(word("care"))))
        .containsExactly("Senior Backend Developer");
    assertThat(found(new Not(new SearchTerm.StageIs(Set.of(Stage.REJECTED, Stage.SAVED)))))
        .containsExactly("Senior Backend Developer");
    // What has no day is not before one either.
    assertThat(
            found(
                new Not(new DateIs(DateField.APPLIED, Comparison.LESS, LocalDate.of(2026, 4, 1)))))
        .containsExactly("Designer", "Senior Backend Developer");
    assertThat(found(new Not(new Not(word("software"))))).hasSize(2);
    assertThat(found(new Not(salary(Comparison.GREATER, 100_000)))).hasSize(2);
  }

  @Test
  void whatAnApplicationHasIsFound() {
    tracker.journal().addReminder(nurse.id(), "Call again", TODAY);
    tracker
        .journal()
        .addContact(designer.id(), new Contact.Details("Zoë Quinn", null, null, null, null, null));
    tracker
        .documents()
        .attach(
            designer.id(),
            Document.Kind.RESUME,
            "my portfolio.pdf",
            new ByteArrayInputStream(new byte[] {1}));
    assertThat(found(new Has(Feature.REMINDER))).containsExactly("Nurse");
    assertThat(found(new Has(Feature.RESUME))).containsExactly("Designer");
    assertThat(found(new Has(Feature.COVER_LETTER))).isEmpty();
    assertThat(found(new Has(Feature.SALARY))).hasSize(2);
    assertThat(found(new Has(Feature.ANSWER))).hasSize(2);
    assertThat(found(word("zoe quinn"))).containsExactly("Designer");
    assertThat(found(word("portfolio"))).containsExactly("Designer");
    assertThat(found(word("call"))).containsExactly("Nurse");
    tracker
        .journal()
        .setDone(
            tracker
                .dossiers()
                .page(PageRequest.first(5))
                .items()
                .get(1)
                .entries(dev.jobstream.tracker.applications.Reminder.class)
                .getFirst()
                .id(),
            true);
    assertThat(found(new Has(Feature.REMINDER))).isEmpty();
  }

  @Test
  void whatIsChangedIsFoundAsItIsNow() {
    applications.edit(
        ApplicationEdit.of(nurse).withTags(List.of("night shift")).withSource("Town Board"));
    assertThat(found(new FieldText(Field.TAG, "night", false))).containsExactly("Nurse");
    assertThat(found(new FieldText(Field.SOURCE, "town", false))).containsExactly("Nurse");
    applications.edit(ApplicationEdit.of(applications.get(nurse.id())).withTags(List.of()));
    assertThat(found(new FieldText(Field.TAG, "night", false))).isEmpty();
    applications.trash(nurse.id());
    assertThat(found(word("care"))).isEmpty();
    assertThat(found(new Not(word("software")))).containsExactly("Designer");
  }

  @Test
  void whatIsTypedIsNeverTakenForSyntax() {
    for (String typed :
        List.of(
            "\"",
            "'",
            "a\" OR \"b",
            "'; DROP TABLE application; --",
            "NEAR(a b)",
            "words:x",
            "a & b | !c",
            "*",
            "(",
            "\\",
            ":*",
            "%",
            "_",
            "😀",
            "\u0000")) {
      assertThat(found(word(typed + " zzz"))).as(typed).isEmpty();
      assertThat(found(new FieldText(Field.COMPANY, typed + " zzz", true))).as(typed).isEmpty();
    }
    assertThat(found()).hasSize(3);
  }

  @Test
  void everyOrderHasPagesThatMissNothing() {
    for (int i = 0; i < 7; i++) {
      add(JobDetails.of(i % 2 == 0 ? null : "Title " + i % 3, "Company " + i % 3), "plain text");
    }
    List<Object> all = ids(SearchQuery.all(), 100);
    assertThat(all).hasSize(10);
    for (SearchSort.Key key : SearchSort.Key.values()) {
      for (boolean descending : new boolean[] {true, false}) {
        for (SearchQuery query :
            List.of(SearchQuery.all(), SearchQuery.of(new Has(Feature.POSTING)))) {
          SearchQuery sorted = query.sortedBy(new SearchSort(key, descending));
          List<Object> whole = ids(sorted, 100);
          assertThat(whole).as("%s %s", key, descending).containsExactlyInAnyOrderElementsOf(all);
          assertThat(ids(sorted, 1)).as("%s %s", key, descending).isEqualTo(whole);
          assertThat(ids(sorted, 3)).as("%s %s", key, descending).isEqualTo(whole);
        }
      }
    }
  }

  private List<Object> ids(SearchQuery query, int limit) {
    List<Object> ids = new ArrayList<>();
    PageRequest request = PageRequest.first(limit);
    do {
      Page<JobApplication> page = applications.search(query, request);
      page.items().forEach(application -> ids.add(application.id()));
      request = request.after(page.next());
    } while (request.after() != null);
    return ids;
  }

  @Test
  void ordersAreAsTheirNamesSay() {
    assertThat(titles(SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.COMPANY, false))))
        .containsExactly("Nurse", "Senior Backend Developer", "Designer");
    assertThat(titles(SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.APPLIED, false))))
        .containsExactly("Nurse", "Senior Backend Developer", "Designer");
    assertThat(titles(SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.APPLIED, true))))
        .containsExactly("Senior Backend Developer", "Nurse", "Designer");
    assertThat(titles(SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.SALARY, true))))
        .containsExactly("Senior Backend Developer", "Nurse", "Designer");
    assertThat(titles(SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.STAGE, true))))
        .containsExactly("Nurse", "Senior Backend Developer", "Designer");
  }

  @Test
  void countsStopWhereTheyAreTold() {
    assertThat(applications.count(SearchQuery.all(), 100)).isEqualTo(3);
    assertThat(applications.count(SearchQuery.all(), 2)).isEqualTo(2);
    assertThat(applications.count(SearchQuery.of(word("software")), 100)).isEqualTo(2);
    assertThat(applications.count(SearchQuery.of(salary(Comparison.LESS, 60_000)), 9)).isEqualTo(1);
  }

  @Test
  void theLongestPostingIsSearchedToItsLimit() {
    String filler = "lorem ".repeat(39_000);
    add(JobDetails.of("Long", "Tome Ltd"), "earliest words " + filler + "latest phrase here");
    assertThat(found(word("latest phrase"))).containsExactly("Long");
    assertThat(found(word("earliest words"))).containsExactly("Long");
    assertThat(found(word("lorem lorem"))).containsExactly("Long");
  }
}
