package dev.jobstream.web;

import io.javalin.config.RoutesConfig;
import java.util.List;

/** The page that models are compared on. What happens on it is in {@code lab.js}. */
final class LabPage implements Area {
  private static final Pages.Needs NEEDS =
      new Pages.Needs(List.of("streaming-display.css", "lab.css"), List.of("lab.js"));

  private final Pages pages;

  LabPage(Site site) {
    pages = site.pages();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/lab",
        ctx ->
            pages.show(
                ctx,
                NavItem.LAB,
                "Lab",
                NEEDS,
                (out, layout) -> JtelabGenerated.render(out, null, layout)));
  }
}
