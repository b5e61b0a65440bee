package dev.jobstream.web;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ImportField;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reading applications in: what each column holds, what would happen, and only then the import. */
final class ImportPages implements Area {
  private static final String PATH = "/settings/imports";
  private static final Pages.Needs NEEDS = new Pages.Needs(List.of("settings.css"), List.of());

  private final Tracker tracker;
  private final WaitingUploads<ImportFile> waiting;
  private final Pages pages;

  ImportPages(Site site) {
    tracker = site.parts().tracker();
    waiting = site.imports();
    pages = site.pages();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::add);
    routes.get(PATH + "/{id}", this::show);
    routes.post(PATH + "/{id}", this::read);
    routes.post(PATH + "/{id}/run", this::run);
    routes.post(
        PATH + "/{id}/delete",
        ctx -> {
          waiting.remove(ctx.pathParam("id"));
          ctx.redirect(SettingsPage.PATH + "#import", HttpStatus.SEE_OTHER);
        });
  }

  private void add(Context ctx) throws IOException {
    String name = Uploads.files(ctx, "file").getFirst().filename();
    ImportFile file = ImportFile.of(tracker, Uploads.save(ctx, "file"), name);
    goTo(ctx, ImportsApi.keep(waiting, file).id());
  }

  private void show(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    show(ctx, waiting.get(id).preview(id), null);
  }

  private void read(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    waiting.get(id).read(ImportOptions.of(new FormValues(ctx)).toCsv());
    goTo(ctx, id);
  }

  private void run(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    ImportFile file = waiting.get(id);
    ImportFile.Preview preview = file.preview(id);
    ImportFile.Outcome outcome = file.run();
    waiting.remove(id);
    // Shown at once: a page of its own would have to be remembered.
    show(ctx, preview, outcome);
  }

  private void show(Context ctx, ImportFile.Preview preview, ImportFile.@Nullable Outcome outcome) {
    pages.show(
        ctx,
        NavItem.SETTINGS,
        "Import",
        NEEDS,
        (out, layout) -> JteimportGenerated.render(out, null, layout, preview, outcome));
  }

  private static void goTo(Context ctx, String id) {
    ctx.redirect(PATH + "/" + id, HttpStatus.SEE_OTHER);
  }

  /** What a column can hold. */
  static List<ImportField> fields() {
    return Stream.of(ImportField.values()).toList();
  }

  /** {@code 1,204 rows}. */
  static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /** A field's name in words: {@code Applied on}. */
  static String words(ImportField field) {
    return Words.of(field);
  }

  /** Stages as the form has them, a line each. */
  static String lines(Map<String, Stage> stages) {
    return stages.entrySet().stream()
        .map(stage -> stage.getKey() + " = " + stage.getValue().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("\n"));
  }
}
