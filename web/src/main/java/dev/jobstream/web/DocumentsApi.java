package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Documents;
import dev.jobstream.tracker.exchange.ApplicationJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** Documents: their contents are bodies as they are, not forms. */
final class DocumentsApi implements Area {
  private static final String PATH = "/api/v1/documents/{id}";

  private final Applications applications;
  private final Documents documents;

  DocumentsApi(Site site) {
    applications = site.parts().tracker().applications();
    documents = site.parts().tracker().documents();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(ApplicationsApi.PATH + "/{id}/documents", this::attach);
    routes.get(PATH, ctx -> send(ctx, find(ctx)));
    routes.get(PATH + "/content", ctx -> DocumentPages.send(ctx, documents, find(ctx)));
    routes.delete(PATH, ctx -> send(ctx, documents.remove(find(ctx).id())));
    routes.post(PATH + "/restore", ctx -> send(ctx, documents.restore(PathId.of(ctx, "id"))));
  }

  private Document find(Context ctx) {
    return documents.find(ctx.pathParam("id"));
  }

  private static void send(Context ctx, Document document) {
    TrackerJson.send(ctx, document, ApplicationJson::write);
  }

  private void attach(Context ctx) throws IOException {
    String name = JobForm.line(ctx.queryParam("fileName"));
    if (name == null) {
      throw Problem.badRequest("The parameter `fileName` is missing.").toException();
    }
    Document.Kind kind =
        JobForm.choice("kind", Document.Kind.class, ctx.queryParam("kind"), Document.Kind.OTHER);
    try (InputStream body = ctx.req().getInputStream()) {
      Document document =
          documents.attach(
              applications.find(ctx.pathParam("id")).id(),
              kind == null ? Document.Kind.OTHER : kind,
              name,
              body);
      ctx.status(201).header("Location", "/api/v1/documents/" + document.id());
      send(ctx, document);
    }
  }
}
