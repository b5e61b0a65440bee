package dev.jobstream.web;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The page that a posting is added on. What happens on it is in {@code add.js}. */
final class AddPage implements Area {
  private static final Pages.Needs NEEDS =
      new Pages.Needs(List.of("streaming-display.css", "add.css"), List.of("add.js"));

  private final Site site;

  AddPage(Site site) {
    this.site = site;
  }

  /**
   * What the page begins with.
   *
   * @param bookmark the bookmark's script
   * @param today the day that an application is marked with
   */
  record View(
      String bookmark,
      LocalDate today,
      List<Option> workplaceTypes,
      List<Option> employmentTypes,
      List<Option> seniorities,
      List<Option> periods) {}

  /** One choice. */
  record Option(String value, String label) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/add", this::show);
  }

  private void show(Context ctx) {
    View view =
        new View(
            bookmark(ctx.scheme() + "://" + ctx.header("Host")),
            LocalDate.now(site.parts().clock()),
            options(WorkplaceType.values()),
            options(
                Stream.of(EmploymentType.values())
                    .filter(type -> type != EmploymentType.UNSPECIFIED)
                    .toArray(Enum<?>[]::new)),
            options(
                Stream.of(Seniority.values())
                    .filter(level -> level != Seniority.UNSPECIFIED)
                    .toArray(Enum<?>[]::new)),
            options(Salary.Period.values()));
    site.pages()
        .show(
            ctx,
            NavItem.ADD,
            "Add a posting",
            NEEDS,
            (out, layout) -> JteaddGenerated.render(out, null, layout, view));
  }

  /**
   * Opens this page with what the browser shows. The page travels behind the {@code #}, which no
   * server sees; scripts stay behind, but for structured data.
   */
  private static String bookmark(String origin) {
    return "javascript:(()=>{const d=document.documentElement.cloneNode(true);"
        + "d.querySelectorAll('script:not([type*=\"ld+json\"]),style,svg,iframe,noscript')"
        + ".forEach(e=>e.remove());"
        + "open('"
        + origin
        + "/add#page='+encodeURIComponent(JSON.stringify({url:location.href,html:d.outerHTML"
        + ".slice(0,400000)})))})()";
  }

  private static List<Option> options(Enum<?>... values) {
    return Stream.of(values).map(value -> new Option(value.name(), Words.of(value))).toList();
  }
}
