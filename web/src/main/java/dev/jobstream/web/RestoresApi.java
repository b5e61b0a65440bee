package dev.jobstream.web;

import dev.jobstream.tracker.exchange.Backups;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** Backups: sent, checked, and put back on a second word. */
final class RestoresApi implements Area {
  private static final String PATH = "/api/v1/restores";

  private final Backups backups;
  private final WaitingUploads<RestoreFile> waiting;

  RestoresApi(Site site) {
    backups = site.parts().backups();
    waiting = site.restores();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::add);
    routes.post(PATH + "/{id}/run", this::run);
    routes.delete(
        PATH + "/{id}",
        ctx -> {
          waiting.remove(ctx.pathParam("id"));
          ctx.status(204);
        });
  }

  private void add(Context ctx) throws IOException {
    RestoreFile file = RestoreFile.of(backups, Bodies.save(ctx, Uploads.MOST_BYTES));
    String id = waiting.add(file);
    Json.send(ctx.status(201), file.preview(id));
  }

  private void run(Context ctx) throws IOException {
    try (RestoreFile file = waiting.take(ctx.pathParam("id"))) {
      Json.send(ctx, file.putBack());
    }
  }
}
