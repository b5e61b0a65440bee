package dev.jobstream.web;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Stage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The page of one application, its details and its moves. */
final class ApplicationPage implements Area {
  private static final Pages.Needs NEEDS = Pages.Needs.of("application");

  private final Pages pages;
  private final Applications applications;
  private final Clock clock;

  ApplicationPage(Site site) {
    pages = site.pages();
    applications = site.parts().tracker().applications();
    clock = site.parts().clock();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/applications/{id}", this::show);
    routes.post("/applications/{id}/edit", this::edit);
    routes.post("/applications/{id}/moves", this::move);
    routes.post("/applications/{id}/moves/{move}/correct", this::correct);
    routes.post("/applications/{id}/trash", this::trash);
    routes.post("/applications/{id}/restore", this::restore);
    routes.post("/applications/{id}/purge", this::purge);
  }

  /** Answers with the page of an application, at one of its parts. */
  static void goTo(Context ctx, Id application, String rest) {
    ctx.redirect("/applications/" + application + rest, HttpStatus.SEE_OTHER);
  }

  private void show(Context ctx) {
    Dossier dossier = applications.dossier(applications.find(ctx.pathParam("id")).id());
    ApplicationView view =
        ApplicationView.of(dossier, LocalDate.now(clock), clock.getZone(), Undo.of(ctx));
    pages.show(
        ctx,
        null,
        view.title(),
        NEEDS,
        (out, layout) -> JteapplicationGenerated.render(out, null, layout, view));
  }

  private void edit(Context ctx) {
    Id id = PathId.of(ctx, "id");
    FormValues form = new FormValues(ctx);
    applications.edit(
        new ApplicationEdit(
            id, form.version(), form.job().details(), form.text("source"), form.items("tags")));
    goTo(ctx, id, "#details");
  }

  private void move(Context ctx) {
    Id id = PathId.of(ctx, "id");
    FormValues form = new FormValues(ctx);
    applications.move(id, stage(form), form.day("on"), form.text("note"));
    goTo(ctx, id, "#stage");
  }

  private void correct(Context ctx) {
    Id id = PathId.of(ctx, "id");
    FormValues form = new FormValues(ctx);
    applications.correct(
        id, PathId.of(ctx, "move"), stage(form), form.day("on"), form.text("note"));
    goTo(ctx, id, "#timeline");
  }

  /** The stage that a form names. */
  static Stage stage(FormValues form) {
    Stage stage = form.choice("stage", Stage.class);
    if (stage == null) {
      throw Problem.unprocessable(
              "invalid-value",
              "The form names no stage; it must be one of %s.".formatted(List.of(Stage.values())))
          .toException();
    }
    return stage;
  }

  private void trash(Context ctx) {
    Id id = applications.trash(PathId.of(ctx, "id")).id();
    ctx.redirect("/table" + Undo.ofApplication(id), HttpStatus.SEE_OTHER);
  }

  private void restore(Context ctx) {
    goTo(ctx, applications.restore(PathId.of(ctx, "id")).id(), "");
  }

  private void purge(Context ctx) {
    applications.purge(PathId.of(ctx, "id"));
    ctx.redirect("/trash", HttpStatus.SEE_OTHER);
  }
}
