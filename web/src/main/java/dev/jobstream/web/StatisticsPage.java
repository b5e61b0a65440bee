package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;

/** The applications of a period in charts, each with its table. */
final class StatisticsPage implements Area {
  private static final Pages.Needs NEEDS = Pages.Needs.of("statistics");

  private final Pages pages;
  private final Applications applications;
  private final Clock clock;

  StatisticsPage(Site site) {
    pages = site.pages();
    applications = site.parts().tracker().applications();
    clock = site.parts().clock();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/statistics", this::show);
  }

  private void show(Context ctx) {
    StatisticsPeriod period =
        new StatisticsPeriod(
            JobForm.day("from", ctx.queryParam("from")), JobForm.day("to", ctx.queryParam("to")));
    StatisticsView view =
        new StatisticsView(applications.statistics(period), period, LocalDate.now(clock));
    pages.show(
        ctx,
        NavItem.STATISTICS,
        "Statistics",
        NEEDS,
        (out, layout) -> JtestatisticsGenerated.render(out, null, layout, view));
  }
}
