package dev.jobstream.web;

import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Documents;
import dev.jobstream.tracker.applications.Id;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Documents: attaching, downloading and looking at them. */
final class DocumentPages implements Area {
  /** More of a text is not shown; its download has all. */
  private static final int MOST_TEXT_BYTES = 200_000;

  private final Documents documents;
  private final Pages pages;

  DocumentPages(Site site) {
    documents = site.parts().tracker().documents();
    pages = site.pages();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/applications/{id}/documents", this::attach);
    routes.get("/documents/{id}", ctx -> send(ctx, documents, find(ctx)));
    routes.get("/documents/{id}/preview", this::preview);
    routes.post(
        "/documents/{id}/remove",
        ctx -> {
          Document removed = documents.remove(PathId.of(ctx, "id"));
          ApplicationPage.goTo(
              ctx, removed.applicationId(), Undo.ofDocument(removed.id()) + "#documents");
        });
    routes.post(
        "/documents/{id}/restore",
        ctx ->
            ApplicationPage.goTo(
                ctx, documents.restore(PathId.of(ctx, "id")).applicationId(), "#documents"));
  }

  private Document find(Context ctx) {
    return documents.find(PathId.of(ctx, "id").text());
  }

  private void attach(Context ctx) throws IOException {
    Id application = PathId.of(ctx, "id");
    List<UploadedFile> files = Uploads.files(ctx, "file");
    Document.Kind kind =
        JobForm.choice("kind", Document.Kind.class, ctx.formParam("kind"), Document.Kind.OTHER);
    for (UploadedFile file : files) {
      try (InputStream content = file.content()) {
        documents.attach(
            application, kind == null ? Document.Kind.OTHER : kind, file.filename(), content);
      }
    }
    ApplicationPage.goTo(ctx, application, "#documents");
  }

  /** Sends a document to be saved: whatever it is, no browser opens it within this site. */
  static void send(Context ctx, Documents documents, Document document) throws IOException {
    Path file = documents.file(document);
    ctx.header("Content-Disposition", disposition("attachment", document.fileName()))
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .contentType("application/octet-stream");
    write(ctx, file);
  }

  private void preview(Context ctx) throws IOException {
    Document document = find(ctx);
    Path file = documents.file(document);
    SafePreview preview =
        SafePreview.of(file)
            .orElseThrow(() ->
                Problem.unprocessable(
                        "no-preview",
                        "`%s` cannot be shown here. Download it and open it with its own program."
                            .formatted(document.fileName()))
                    .toException());
    // Within a frame of our own page, and nowhere else.
    ctx.header("X-Frame-Options", "SAMEORIGIN");
    if (preview == SafePreview.TEXT) {
      ctx.header(
          "Content-Security-Policy",
          // The page's own origin for its style sheet; scripts are forbidden twice.
          "default-src 'none'; style-src 'self'; frame-ancestors 'self'; sandbox"
              + " allow-same-origin");
      String text = head(file);
      boolean cut = document.bytes() > MOST_TEXT_BYTES;
      pages.show(
          ctx,
          null,
          document.fileName(),
          (out, layout) -> Jtetext_previewGenerated.render(out, null, layout, text, cut));
      return;
    }
    ctx.header(
            "Content-Security-Policy",
            "default-src 'none'; object-src 'self'; frame-ancestors 'self'"
                + (preview.isImage() ? "; sandbox" : ""))
        .header("Content-Disposition", disposition("inline", document.fileName()))
        .contentType(preview.contentType());
    write(ctx, file);
  }

  private static String head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_TEXT_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static void write(Context ctx, Path file) throws IOException {
    ctx.header("Content-Length", Long.toString(Files.size(file)));
    ctx.disableCompression();
    ctx.result(Files.newInputStream(file)); // Javalin closes it.
  }

  /** RFC 6266: the name in plain ASCII for old programs, and as it is (RFC 8187). */
  static String disposition(String how, String fileName) {
    StringBuilder plain = new StringBuilder();
    StringBuilder encoded = new StringBuilder();
    for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
      boolean simple =
          (b >= '0' && b <= '9')
              || (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || b == '.'
              || b == '-'
              || b == '_';
      plain.append(simple || b == ' ' ? (char) b : '_');
      encoded.append(simple ? (char) b + "" : String.format(Locale.ROOT, "%%%02X", b));
    }
    return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(how, plain, encoded);
  }
}
