package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The board: a column for each stage on the way, and one for the ends. */
final class BoardPage implements Area {
  private static final Pages.Needs NEEDS = Pages.Needs.of("board");
  private static final int CARDS = 20;
  private static final int CARDS_OF_AN_END = 5;

  private final Pages pages;
  private final Applications applications;
  private final Clock clock;

  BoardPage(Site site) {
    pages = site.pages();
    applications = site.parts().tracker().applications();
    clock = site.parts().clock();
  }

  /**
   * The cards of a stage.
   *
   * @param count how many there are, at most {@link #MOST_COUNTED}
   */
  record Column(Stage stage, Page<JobApplication> page, long count) {
    private static final int MOST_COUNTED = 1000;

    String countText() {
      return count >= MOST_COUNTED ? "%d+".formatted(MOST_COUNTED - 1) : Long.toString(count);
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/board", this::show);
    routes.get("/board/cards", this::cards);
  }

  private void show(Context ctx) {
    List<Column> columns = Arrays.stream(Stage.values()).map(this::column).toList();
    LocalDate today = LocalDate.now(clock);
    pages.show(
        ctx,
        NavItem.BOARD,
        "Board",
        NEEDS,
        (out, layout) -> JteboardGenerated.render(out, null, layout, columns, today));
  }

  private Column column(Stage stage) {
    SearchQuery query = query(stage);
    PageRequest first = PageRequest.first(stage.isEnd() ? CARDS_OF_AN_END : CARDS);
    return new Column(
        stage, applications.search(query, first), applications.count(query, Column.MOST_COUNTED));
  }

  /** What changed last stands first, so that a moved card is seen. */
  private static SearchQuery query(Stage stage) {
    return SearchQuery.of(new SearchTerm.StageIs(Set.of(stage)))
        .sortedBy(new SearchSort(SearchSort.Key.UPDATED, true));
  }

  private void cards(Context ctx) {
    Stage stage = JobForm.choice("stage", Stage.class, ctx.queryParam("stage"), Stage.SAVED);
    Stage wanted = stage == null ? Stage.SAVED : stage;
    Page<JobApplication> page =
        applications.search(
            query(wanted), new PageRequest(CARDS, JobForm.line(ctx.queryParam("cursor"))));
    pages.fragment(
        ctx, out -> Jteboard_cardsGenerated.render(out, null, wanted, page, LocalDate.now(clock)));
  }
}
