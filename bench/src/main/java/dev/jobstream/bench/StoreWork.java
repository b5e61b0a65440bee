package dev.jobstream.bench;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.SearchTerm.DateField;
import dev.jobstream.tracker.applications.SearchTerm.DateIs;
import dev.jobstream.tracker.applications.SearchTerm.Feature;
import dev.jobstream.tracker.applications.SearchTerm.Field;
import dev.jobstream.tracker.applications.SearchTerm.FieldText;
import dev.jobstream.tracker.applications.SearchTerm.Has;
import dev.jobstream.tracker.applications.SearchTerm.Not;
import dev.jobstream.tracker.applications.SearchTerm.SalaryIs;
import dev.jobstream.tracker.applications.SearchTerm.StageIs;
import dev.jobstream.tracker.applications.SearchTerm.Text;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What people do with a store, each a call that is measured. */
final class StoreWork {
  private static final int PAGE = 25;

  private final Applications applications;
  private final TestPostings postings;
  private final LocalDate today;
  private final int size;

  StoreWork(Tracker tracker, TestPostings postings, LocalDate today, int size) {
    this.applications = tracker.applications();
    this.postings = postings;
    this.today = today;
    this.size = size;
  }

  /** Searches by what is typed: words from the most frequent to the rare, alone and together. */
  Map<String, Runnable> searches() {
    Map<String, Runnable> searches = new LinkedHashMap<>();
    add(searches, "word in every posting", text("experience"));
    add(searches, "frequent word", text(postings.word(60)));
    add(searches, "word of one in ten", text(postings.word(1_500)));
    add(searches, "rare word", text(postings.word(19_000)));
    add(searches, "word in none", text("xylophone"));
    add(searches, "two frequent words", text("team"), text(postings.word(80)));
    add(searches, "frequent and rare word", text("team"), text(postings.word(18_000)));
    add(searches, "phrase of frequent words", text("of the"));
    add(searches, "title as phrase", text("senior backend engineer"));
    add(searches, "two letters while typing", new Text("de", true));
    add(searches, "four letters while typing", new Text("deve", true));
    add(searches, "word, then letters", text("backend"), new Text("en", true));
    add(searches, "company:", new FieldText(Field.COMPANY, TestPostings.company(77), false));
    add(searches, "skill:", new FieldText(Field.SKILL, "Rust", false));
    add(
        searches,
        "skill: and location:",
        new FieldText(Field.SKILL, "java", false),
        new FieldText(Field.LOCATION, "zurich", false));
    add(searches, "stage:", new StageIs(Set.of(Stage.INTERVIEWING)));
    add(searches, "stage: with few, frequent word", new StageIs(Set.of(Stage.OFFER)), text("team"));
    add(
        searches,
        "tag: and -stage:",
        new FieldText(Field.TAG, "favourite", false),
        new Not(new StageIs(Set.of(Stage.REJECTED))));
    add(searches, "frequent word but not another", text("team"), new Not(text("kubernetes")));
    add(searches, "applied: the last weeks", applied(Comparison.GREATER, 90));
    add(searches, "applied: long ago", applied(Comparison.LESS, 3 * 365 - 30));
    add(
        searches,
        "applied: the last weeks, frequent word",
        applied(Comparison.GREATER, 90),
        text("team"));
    add(
        searches,
        "applied: long ago, frequent word",
        applied(Comparison.LESS, 3 * 365 - 30),
        text("team"));
    add(searches, "applied: to come, frequent word", applied(Comparison.GREATER, 0), text("team"));
    add(searches, "salary:", new SalaryIs(Comparison.GREATER, BigDecimal.valueOf(120_000), null));
    add(
        searches,
        "salary: and skill:",
        new SalaryIs(Comparison.GREATER, BigDecimal.valueOf(120_000), null),
        new FieldText(Field.SKILL, "python", false));
    add(
        searches,
        "has:salary, -has:answer",
        new Has(Feature.SALARY),
        new Not(new Has(Feature.ANSWER)));
    SearchQuery sorted =
        SearchQuery.of(text("team")).sortedBy(new SearchSort(SearchSort.Key.COMPANY, false));
    searches.put("frequent word by company", () -> search(sorted, null));
    return searches;
  }

  private static Text text(String words) {
    return new Text(words, false);
  }

  private DateIs applied(Comparison comparison, int daysAgo) {
    return new DateIs(DateField.APPLIED, comparison, today.minusDays(daysAgo));
  }

  private void add(Map<String, Runnable> searches, String name, SearchTerm... terms) {
    SearchQuery query = SearchQuery.of(terms);
    searches.put(name, () -> search(query, null));
  }

  private Page<JobApplication> search(SearchQuery query, @Nullable String after) {
    return applications.search(query, PageRequest.first(PAGE).after(after));
  }

  /** Everything else. */
  Map<String, Runnable> others() {
    Map<String, Runnable> work = new LinkedHashMap<>();
    work.put("list page, newest first", () -> search(SearchQuery.all(), null));
    SearchQuery updated = SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.UPDATED, true));
    work.put("list page, last changed first", () -> search(updated, null));
    SearchQuery companies =
        SearchQuery.all().sortedBy(new SearchSort(SearchSort.Key.COMPANY, false));
    @Nullable String deep = deepMark(companies);
    work.put("list page, by company, far behind", () -> search(companies, deep));
    work.put(
        "count of a frequent word, to 1,000",
        () -> applications.count(SearchQuery.of(text("team")), 1_000));
    work.put("statistics", () -> applications.statistics(StatisticsPeriod.ALL));
    work.put(
        "statistics of a year",
        () -> applications.statistics(new StatisticsPeriod(today.minusDays(365), today)));
    AtomicInteger next = new AtomicInteger(size);
    work.put(
        "look for duplicates",
        () -> applications.duplicatesOf(postings.application(next.get(), size)));
    work.put("add", () -> applications.add(postings.application(next.getAndIncrement(), size)));
    JobApplication moved = search(SearchQuery.all(), null).items().getFirst();
    work.put(
        "move to another stage",
        () ->
            applications.move(
                moved.id(),
                next.getAndIncrement() % 2 == 0 ? Stage.APPLIED : Stage.SCREENING,
                null,
                null));
    return work;
  }

  /** The mark of a page some thousands behind the first, or of the last but one. */
  private @Nullable String deepMark(SearchQuery query) {
    PageRequest request = PageRequest.first(200);
    String next = applications.search(query, request).next();
    for (int i = 0; i < 20 && next != null; i++) {
      request = request.after(next);
      next = applications.search(query, request).next();
    }
    return request.after();
  }
}
