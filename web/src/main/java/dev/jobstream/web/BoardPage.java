package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageColumn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The board: a column for each stage on the way, and one for the ends. */
final class BoardPage implements Area {
  private static final Pages.Needs NEEDS = Pages.Needs.of("board");
  private static final int CARDS = 20;
  private static final int CARDS_OF_AN_END = 5;

  /** More are not counted, which bounds the time. */
  private static final int MOST_COUNTED = 1000;

  private final Pages pages;
  private final Applications applications;
  private final Clock clock;

  BoardPage(Site site) {
    pages = site.pages();
    applications = site.parts().tracker().applications();
    clock = site.parts().clock();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/board", this::show);
    routes.get("/board/cards", this::cards);
  }

  private void show(Context ctx) {
    List<StageColumn> columns =
        applications.byStage(stage -> stage.isEnd() ? CARDS_OF_AN_END : CARDS, MOST_COUNTED);
    LocalDate today = LocalDate.now(clock);
    pages.show(
        ctx,
        NavItem.BOARD,
        "Board",
        NEEDS,
        (out, layout) -> JteboardGenerated.render(out, null, layout, columns, today));
  }

  /** How many there are, for people. */
  static String count(StageColumn column) {
    return column.count() >= MOST_COUNTED
        ? "%d+".formatted(MOST_COUNTED - 1)
        : Long.toString(column.count());
  }

  private void cards(Context ctx) {
    Stage stage = JobForm.choice("stage", Stage.class, ctx.queryParam("stage"), Stage.SAVED);
    Stage wanted = stage == null ? Stage.SAVED : stage;
    Page<JobApplication> page =
        applications.ofStage(
            wanted, new PageRequest(CARDS, JobForm.line(ctx.queryParam("cursor"))));
    pages.fragment(
        ctx, out -> Jteboard_cardsGenerated.render(out, null, wanted, page, LocalDate.now(clock)));
  }
}
