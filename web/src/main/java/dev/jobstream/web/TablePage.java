package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.RecordedMove;
import dev.jobstream.tracker.applications.SavedSearches;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.TrackerException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of applications: searching, sorting, choosing columns, moving many at once. */
final class TablePage implements Area {
  private static final int ROWS = 50;
  private static final int MOST_SEARCHES = 200;
  private static final String MOVED = "moved";
  private static final String COLUMNS_COOKIE = "jobstream_columns";
  private static final Pages.Needs NEEDS = Pages.Needs.of("table");

  private final Pages pages;
  private final Applications applications;
  private final SavedSearches searches;
  private final Clock clock;
  private final UndoableMoves made = new UndoableMoves();

  TablePage(Site site) {
    pages = site.pages();
    applications = site.parts().tracker().applications();
    searches = site.parts().tracker().savedSearches();
    clock = site.parts().clock();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/table", this::show);
    routes.post("/table/columns", this::chooseColumns);
    routes.post("/table/moves", this::moveMany);
    routes.post("/table/moves/{moves}/undo", this::takeBack);
    routes.post("/searches", this::saveSearch);
    routes.post("/searches/{id}/delete", this::deleteSearch);
    routes.get("/trash", this::trash);
  }

  private void show(Context ctx) {
    TableQuery query = TableQuery.of(ctx);
    LocalDate today = LocalDate.now(clock);
    Page<JobApplication> page = new Page<>(List.of(), null);
    long count = 0;
    String error = null;
    try {
      SearchQuery parsed = query.query(today);
      page = applications.search(parsed, new PageRequest(ROWS, query.cursor()));
      count = applications.count(parsed, TableView.MOST_COUNTED);
    } catch (TrackerException.InvalidSearch e) {
      error = e.getMessage();
    }
    TableView view =
        new TableView(
            query,
            error,
            page,
            count,
            count > 0 || applications.count(SearchQuery.all(), 1) > 0,
            columns(ctx),
            searches.list(PageRequest.first(MOST_SEARCHES)).items(),
            undo(ctx),
            today,
            clock.getZone());
    pages.show(
        ctx,
        NavItem.TABLE,
        "Table",
        NEEDS,
        (out, layout) -> JtetableGenerated.render(out, null, layout, view));
  }

  private static Set<TableColumn> columns(Context ctx) {
    String cookie = ctx.cookie(COLUMNS_COOKIE);
    return cookie == null ? TableColumn.USUAL : TableColumn.named(List.of(cookie.split("\\.", -1)));
  }

  private void chooseColumns(Context ctx) {
    List<String> chosen =
        TableColumn.named(ctx.formParams("column")).stream().map(TableColumn::id).toList();
    Cookie cookie = new Cookie(COLUMNS_COOKIE, String.join(".", chosen));
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    cookie.setMaxAge(400 * 24 * 3600);
    ctx.cookie(cookie);
    ctx.redirect(back(ctx), HttpStatus.SEE_OTHER);
  }

  private void moveMany(Context ctx) {
    FormValues form = new FormValues(ctx);
    List<Id> ids =
        form.all("id").stream().flatMap(text -> PathId.parse(text).stream()).distinct().toList();
    MovesApi.checkCount(ids);
    Stage stage = ApplicationPage.stage(form);
    String back = back(ctx);
    List<RecordedMove> moves = applications.moveAll(ids, stage, form.day("on"), form.text("note"));
    String key = made.add(new UndoableMoves.Made(stage, moves, back));
    ctx.redirect(back + (back.contains("?") ? "&" : "?") + MOVED + "=" + key, HttpStatus.SEE_OTHER);
  }

  private @Nullable Undo undo(Context ctx) {
    String key = ctx.queryParam(MOVED);
    return key == null
        ? Undo.of(ctx)
        : made.find(key)
            .map(moves -> new Undo(moves.words(), "/table/moves/%s/undo".formatted(key)))
            .orElse(null);
  }

  private void takeBack(Context ctx) {
    String key = ctx.pathParam("moves");
    UndoableMoves.Made moves =
        made.find(key)
            .orElseThrow(() ->
                Problem.notFound(
                        "These moves can no longer be taken back together: Jobstream was started anew since, or it was done already. Correct each on its application's page.")
                    .toException());
    applications.takeBack(moves.moves());
    made.remove(key);
    ctx.redirect(moves.back(), HttpStatus.SEE_OTHER);
  }

  /** Where the form was: a page of this table, and nowhere else. */
  private static String back(Context ctx) {
    String back = ctx.formParam("back");
    return back != null && (back.equals("/table") || back.startsWith("/table?")) ? back : "/table";
  }

  private void saveSearch(Context ctx) {
    FormValues form = new FormValues(ctx);
    searches.add(form.needed("name"), form.needed("query"));
    ctx.redirect(back(ctx), HttpStatus.SEE_OTHER);
  }

  private void deleteSearch(Context ctx) {
    searches.delete(PathId.of(ctx, "id"));
    ctx.redirect(back(ctx), HttpStatus.SEE_OTHER);
  }

  private void trash(Context ctx) {
    String cursor = JobForm.line(ctx.queryParam("cursor"));
    Page<JobApplication> page = applications.trashed(new PageRequest(ROWS, cursor));
    pages.show(
        ctx,
        NavItem.TABLE,
        "Trash",
        NEEDS,
        (out, layout) -> JtetrashGenerated.render(out, null, layout, page, clock.getZone()));
  }

  /** When something in the trash was put there. */
  static String trashedOn(JobApplication application, ZoneId zone) {
    return DayText.of(DayText.day(Objects.requireNonNull(application.trashedAt()), zone));
  }
}
