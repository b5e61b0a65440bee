package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Journal;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.SearchTerm.DateField;
import dev.jobstream.tracker.applications.Stage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first page: what is to do today. */
final class TodayPage implements Area {
  private static final Pages.Needs NEEDS = new Pages.Needs(List.of("today.css"), List.of());
  private static final int DAYS_AHEAD = 7;
  private static final int QUIET_DAYS = 14;
  private static final int MOST = 20;

  private final Pages pages;
  private final Applications applications;
  private final Journal journal;
  private final Clock clock;

  TodayPage(Site site) {
    pages = site.pages();
    applications = site.parts().tracker().applications();
    journal = site.parts().tracker().journal();
    clock = site.parts().clock();
  }

  /** Something of an application. */
  record Of<T>(T item, JobApplication application) {}

  /**
   * What the page shows.
   *
   * @param reminders due within a week, or overdue, the first due first
   * @param moreReminders whether there are more of them
   * @param interviews of a week from today on, but for cancelled ones
   * @param deadlines saved postings that close within a week
   * @param quiet sent, open, and without a sign for two weeks, the longest first
   * @param quietCount how many of those there are
   */
  record View(
      boolean any,
      LocalDate today,
      ZoneId zone,
      List<Of<Reminder>> reminders,
      boolean moreReminders,
      List<Of<Interview>> interviews,
      List<JobApplication> deadlines,
      List<JobApplication> quiet,
      long quietCount,
      @Nullable Undo undo) {

    boolean nothing() {
      return reminders.isEmpty() && interviews.isEmpty() && deadlines.isEmpty() && quiet.isEmpty();
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", this::show);
  }

  private void show(Context ctx) {
    LocalDate today = LocalDate.now(clock);
    ZoneId zone = clock.getZone();
    LocalDate last = today.plusDays(DAYS_AHEAD);
    Page<Reminder> reminders = journal.openReminders(last, PageRequest.first(MOST));
    Instant from = today.atStartOfDay(zone).toInstant();
    Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
    List<Interview> interviews = interviews(from, to);
    Map<Id, JobApplication> of = applicationsOf(reminders.items(), interviews);
    SearchQuery quiet = quiet(today);
    View view =
        new View(
            applications.count(SearchQuery.all(), 1) > 0,
            today,
            zone,
            withApplications(reminders.items(), of),
            reminders.next() != null,
            withApplications(interviews, of),
            applications.search(closing(today, last), PageRequest.first(MOST)).items(),
            applications.search(quiet, PageRequest.first(MOST)).items(),
            applications.count(quiet, 1000),
            undo(ctx));
    pages.show(
        ctx,
        NavItem.TODAY,
        "Today",
        NEEDS,
        (out, layout) -> JtetodayGenerated.render(out, null, layout, view));
  }

  private List<Interview> interviews(Instant from, Instant to) {
    List<Interview> interviews = new ArrayList<>();
    String next = null;
    do {
      Page<Interview> page = journal.interviews(from, to, PageRequest.first(MOST).after(next));
      page.items().stream()
          .filter(interview -> interview.details().outcome() != Interview.Outcome.CANCELLED)
          .limit(MOST - interviews.size())
          .forEach(interviews::add);
      next = page.next();
    } while (next != null && interviews.size() < MOST);
    return interviews;
  }

  private Map<Id, JobApplication> applicationsOf(
      List<Reminder> reminders, List<Interview> interviews) {
    Set<Id> ids =
        Stream.concat(reminders.stream(), interviews.stream())
            .map(JournalEntry::applicationId)
            .collect(Collectors.toSet());
    return applications.getAll(ids).stream()
        .collect(Collectors.toMap(JobApplication::id, Function.identity()));
  }

  /** What belongs to an application that was deleted just now is left out. */
  private static <T extends JournalEntry> List<Of<T>> withApplications(
      List<T> items, Map<Id, JobApplication> applications) {
    return items.stream()
        .flatMap(item ->
            Stream.ofNullable(applications.get(item.applicationId()))
                .map(application -> new Of<>(item, application)))
        .toList();
  }

  private static SearchQuery quiet(LocalDate today) {
    return SearchQuery.of(
            new SearchTerm.StageIs(EnumSet.range(Stage.APPLIED, Stage.OFFER)),
            new SearchTerm.DateIs(
                DateField.QUIET_SINCE, Comparison.LESS_OR_EQUAL, today.minusDays(QUIET_DAYS)))
        .sortedBy(new SearchSort(SearchSort.Key.QUIET_SINCE, false));
  }

  private static SearchQuery closing(LocalDate today, LocalDate last) {
    return SearchQuery.of(
            new SearchTerm.StageIs(Set.of(Stage.SAVED)),
            new SearchTerm.DateIs(DateField.DEADLINE, Comparison.GREATER_OR_EQUAL, today),
            new SearchTerm.DateIs(DateField.DEADLINE, Comparison.LESS_OR_EQUAL, last))
        .sortedBy(new SearchSort(SearchSort.Key.DEADLINE, false));
  }

  private static @Nullable Undo undo(Context ctx) {
    Optional<Id> done = Optional.ofNullable(ctx.queryParam("done")).flatMap(PathId::parse);
    return done.map(id -> new Undo("Done.", "/entries/reminders/%s/open?from=today".formatted(id)))
        .orElse(null);
  }
}
