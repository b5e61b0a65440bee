package dev.jobstream.web;

import dev.jobstream.tracker.applications.Tracker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** Files of applications: sent, looked at, and read in on a second word. */
final class ImportsApi implements Area {
  private static final String PATH = "/api/v1/imports";
  private static final int MOST_BYTES = 1_000_000;

  private final Tracker tracker;
  private final WaitingUploads<ImportFile> waiting;

  ImportsApi(Site site) {
    tracker = site.parts().tracker();
    waiting = site.imports();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::add);
    routes.get(PATH + "/{id}", this::show);
    routes.put(
        PATH + "/{id}",
        ctx -> {
          ImportOptions options = Json.read(ctx, ImportOptions.class, MOST_BYTES);
          waiting.get(ctx.pathParam("id")).read(options.toCsv());
          show(ctx);
        });
    routes.post(
        PATH + "/{id}/run",
        ctx -> {
          String id = ctx.pathParam("id");
          Json.send(ctx, waiting.get(id).run());
          waiting.remove(id);
        });
    routes.delete(
        PATH + "/{id}",
        ctx -> {
          waiting.remove(ctx.pathParam("id"));
          ctx.status(204);
        });
  }

  private void add(Context ctx) throws IOException {
    String name = JobForm.line(ctx.queryParam("fileName"));
    ImportFile file =
        ImportFile.of(
            tracker, Bodies.save(ctx, Uploads.MOST_BYTES), name == null ? "the file" : name);
    Json.send(ctx.status(201), keep(waiting, file));
  }

  /** Keeps a file that can be read; one that cannot is deleted. */
  static ImportFile.Preview keep(WaitingUploads<ImportFile> waiting, ImportFile file)
      throws IOException {
    String id = waiting.add(file);
    boolean readable = false;
    try {
      ImportFile.Preview preview = file.preview(id);
      readable = true;
      return preview;
    } finally {
      if (!readable) {
        waiting.remove(id);
      }
    }
  }

  private void show(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    Json.send(ctx, waiting.get(id).preview(id));
  }
}
