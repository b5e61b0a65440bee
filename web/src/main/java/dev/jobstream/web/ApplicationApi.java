package dev.jobstream.web;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.exchange.ApplicationJson;
import dev.jobstream.tracker.exchange.StatisticsJson;
import dev.jobstream.tracker.search.SearchParser;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds, shows, changes, moves and deletes applications that are there. */
final class ApplicationApi implements Area {
  private static final String PATH = ApplicationsApi.PATH;
  private static final int MOST_BYTES = 1_000_000;

  private final Applications applications;
  private final Clock clock;

  ApplicationApi(Site site) {
    applications = site.parts().tracker().applications();
    clock = site.parts().clock();
  }

  /** All that can be edited; what is null is taken away. */
  record Edit(
      @Nullable Long version,
      @Nullable JobForm job,
      @Nullable String source,
      @Nullable List<String> tags) {}

  /** A move to a stage. */
  record Move(@Nullable String stage, @Nullable String on, @Nullable String note) {
    Stage neededStage() {
      return needed(stage);
    }

    @Nullable LocalDate day() {
      return JobForm.day("on", on);
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::search);
    routes.get(
        PATH + "/{id}",
        ctx -> TrackerJson.send(ctx, applications.dossier(find(ctx)), ApplicationJson::write));
    routes.put(PATH + "/{id}", this::edit);
    routes.delete(PATH + "/{id}", ctx -> send(ctx, applications.trash(find(ctx))));
    routes.post(PATH + "/{id}/restore", ctx -> send(ctx, applications.restore(find(ctx))));
    routes.post(PATH + "/{id}/moves", this::move);
    routes.post(PATH + "/{id}/moves/{move}/correction", this::correct);
    routes.get("/api/v1/statistics", this::statistics);
  }

  private Id find(Context ctx) {
    return applications.find(ctx.pathParam("id")).id();
  }

  private static void send(Context ctx, JobApplication application) {
    TrackerJson.send(ctx, application, ApplicationJson::write);
  }

  private void search(Context ctx) {
    String query = Objects.requireNonNullElse(ctx.queryParam("q"), "");
    TrackerJson.sendPage(
        ctx,
        applications.search(SearchParser.parse(query, LocalDate.now(clock)), TrackerJson.page(ctx)),
        ApplicationJson::write);
  }

  private void edit(Context ctx) {
    Edit edit = Json.read(ctx, Edit.class, MOST_BYTES);
    if (edit.version() == null || edit.job() == null) {
      throw Problem.badRequest("The body must have a `version` and a `job`.").toException();
    }
    send(
        ctx,
        applications.edit(
            new ApplicationEdit(
                find(ctx),
                edit.version(),
                edit.job().details(),
                edit.source(),
                JobForm.items(edit.tags()))));
  }

  private void move(Context ctx) {
    Move move = Json.read(ctx, Move.class, MOST_BYTES);
    send(ctx, applications.move(find(ctx), move.neededStage(), move.day(), move.note()));
  }

  private void correct(Context ctx) {
    Move move = Json.read(ctx, Move.class, MOST_BYTES);
    send(
        ctx,
        applications.correct(
            find(ctx), PathId.of(ctx, "move"), move.neededStage(), move.day(), move.note()));
  }

  /**
   * The stage that a body names.
   *
   * @throws ProblemException if it names none
   */
  static Stage needed(@Nullable String stage) {
    Stage found = JobForm.choice("stage", Stage.class, stage, null);
    if (found == null) {
      throw Problem.badRequest(
              "The body has no `stage`; it must be one of %s.".formatted(List.of(Stage.values())))
          .toException();
    }
    return found;
  }

  private void statistics(Context ctx) {
    StatisticsPeriod period =
        new StatisticsPeriod(
            JobForm.day("from", ctx.queryParam("from")), JobForm.day("to", ctx.queryParam("to")));
    TrackerJson.send(ctx, applications.statistics(period), StatisticsJson::write);
  }
}
