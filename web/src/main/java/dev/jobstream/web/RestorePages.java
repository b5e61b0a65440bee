package dev.jobstream.web;

import dev.jobstream.tracker.exchange.Backups;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Putting a backup back: checked first, then asked. */
final class RestorePages implements Area {
  private static final String PATH = "/settings/restores";
  private static final Pages.Needs NEEDS = new Pages.Needs(List.of("settings.css"), List.of());

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

  private final Backups backups;
  private final WaitingUploads<RestoreFile> waiting;
  private final Pages pages;

  RestorePages(Site site) {
    backups = site.parts().backups();
    waiting = site.restores();
    pages = site.pages();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::add);
    routes.get(PATH + "/{id}", this::show);
    routes.post(PATH + "/{id}/run", this::run);
    routes.post(
        PATH + "/{id}/delete",
        ctx -> {
          waiting.remove(ctx.pathParam("id"));
          ctx.redirect(SettingsPage.PATH + "#backup", HttpStatus.SEE_OTHER);
        });
  }

  private void add(Context ctx) throws IOException {
    String id = waiting.add(RestoreFile.of(backups, Uploads.save(ctx, "file")));
    ctx.redirect(PATH + "/" + id, HttpStatus.SEE_OTHER);
  }

  private void show(Context ctx) {
    String id = ctx.pathParam("id");
    RestoreFile.Preview preview = waiting.get(id).preview(id);
    pages.show(
        ctx,
        NavItem.SETTINGS,
        "Restore",
        NEEDS,
        (out, layout) -> JterestoreGenerated.render(out, null, layout, preview));
  }

  private void run(Context ctx) throws IOException {
    if (ctx.formParam("sure") == null) {
      throw Problem.unprocessable(
              "not-confirmed", "Tick the box first: what is kept now will be replaced.")
          .toException();
    }
    try (RestoreFile file = waiting.take(ctx.pathParam("id"))) {
      RestoreFile.Outcome outcome = file.putBack();
      // Shown at once: what was there is saved under a name that is told only here.
      pages.show(
          ctx,
          NavItem.SETTINGS,
          "Restored",
          NEEDS,
          (out, layout) -> JterestoredGenerated.render(out, null, layout, outcome));
    }
  }

  /** When a backup was made, in the zone of this machine: {@code 12 March 2026, 14:05}. */
  static String moment(RestoreFile.Preview preview) {
    return MOMENT.withZone(ZoneId.systemDefault()).format(Instant.parse(preview.createdAt()));
  }
}
