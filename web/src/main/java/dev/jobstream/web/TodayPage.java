package dev.jobstream.web;

import io.javalin.config.RoutesConfig;

/** The first page: what is to do today. */
final class TodayPage implements Area {
  private final Pages pages;

  TodayPage(Site site) {
    pages = site.pages();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/",
        ctx ->
            pages.show(
                ctx,
                NavItem.TODAY,
                "Today",
                (out, layout) -> JtetodayGenerated.render(out, null, layout)));
  }
}
