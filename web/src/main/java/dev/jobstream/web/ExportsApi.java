package dev.jobstream.web;

import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.exchange.CalendarFile;
import dev.jobstream.tracker.exchange.CsvExport;
import dev.jobstream.tracker.exchange.JsonExport;
import dev.jobstream.tracker.exchange.ReportPage;
import dev.jobstream.tracker.exchange.WorkSearchReport;
import dev.jobstream.tracker.search.SearchParser;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Everything that is kept as files to save. The forms of the settings lead here too. */
final class ExportsApi implements Area {
  private static final String PATH = "/api/v1/exports/";
  private static final String CSV = "text/csv; charset=utf-8";

  private final Tracker tracker;
  private final Backups backups;
  private final Clock clock;

  ExportsApi(Site site) {
    tracker = site.parts().tracker();
    backups = site.parts().backups();
    clock = site.parts().clock();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH + "applications.json", this::json);
    routes.get(PATH + "applications.csv", this::csv);
    routes.get(PATH + "report.html", ctx -> report(ctx, false));
    routes.get(PATH + "report.csv", ctx -> report(ctx, true));
    routes.get(PATH + "calendar.ics", this::calendar);
    routes.get("/api/v1/backup", this::backup);
  }

  private void json(Context ctx) throws IOException {
    boolean withContents = !"no".equals(ctx.queryParam("documents"));
    FileAnswer.send(
        ctx,
        name("json"),
        "application/json",
        out -> new JsonExport(tracker, withContents).write(out, clock.instant(), done -> {}));
  }

  private void csv(Context ctx) throws IOException {
    String search = JobForm.line(ctx.queryParam("q"));
    SearchQuery query =
        search == null ? SearchQuery.all() : SearchParser.parse(search, LocalDate.now(clock));
    FileAnswer.send(
        ctx,
        name("csv"),
        CSV,
        out -> CsvExport.write(tracker, query, out, isMarked(ctx), done -> {}));
  }

  private void report(Context ctx, boolean table) throws IOException {
    LocalDate today = LocalDate.now(clock);
    LocalDate from = day(ctx, "from", today.withDayOfMonth(1));
    LocalDate to = day(ctx, "to", today);
    String name = JobForm.line(ctx.queryParam("name"));
    WorkSearchReport report = new WorkSearchReport(tracker, from, to);
    String fileName = "work-search-%s-to-%s.%s".formatted(from, to, table ? "csv" : "html");
    if (table) {
      FileAnswer.send(ctx, fileName, CSV, out -> report.writeCsv(out, isMarked(ctx)));
    } else {
      FileAnswer.send(
          ctx,
          fileName,
          "text/html; charset=utf-8",
          out -> new ReportPage(report, name, today).write(out));
    }
  }

  private void calendar(Context ctx) throws IOException {
    LocalDate since = JobForm.day("since", ctx.queryParam("since"));
    FileAnswer.send(
        ctx,
        name("ics"),
        "text/calendar; charset=utf-8",
        out -> CalendarFile.write(tracker, CalendarFeed.since(clock, since), out));
  }

  private void backup(Context ctx) throws IOException {
    FileAnswer.send(
        ctx, name("zip"), "application/zip", out -> backups.write(out, documents -> {}));
  }

  /** Whether a byte-order mark is wanted, which Excel needs. */
  private static boolean isMarked(Context ctx) {
    return "yes".equals(ctx.queryParam("bom"));
  }

  private static LocalDate day(Context ctx, String name, LocalDate otherwise) {
    @Nullable LocalDate day = JobForm.day(name, ctx.queryParam(name));
    return day == null ? otherwise : day;
  }

  private String name(String ending) {
    return "jobstream-%s.%s".formatted(LocalDate.now(clock), ending);
  }
}
