package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.RecordedMove;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves many applications together, and takes moves back together. */
final class MovesApi implements Area {
  private static final String PATH = "/api/v1/moves";
  private static final int MOST_BYTES = 1_000_000;

  /** Each takes a millisecond or two, and whoever else writes waits meanwhile. */
  private static final int MOST_MOVED = 1_000;

  private final Applications applications;

  MovesApi(Site site) {
    applications = site.parts().tracker().applications();
  }

  /** One move of many applications. */
  record MoveMany(
      @Nullable List<String> ids,
      @Nullable String stage,
      @Nullable String on,
      @Nullable String note) {}

  /** Moves that were made, and with which they are taken back. */
  record Moves(@Nullable List<Item> items) {
    static Moves of(List<RecordedMove> moves) {
      return new Moves(
          moves.stream()
              .map(move -> new Item(move.application().text(), move.move().text()))
              .toList());
    }
  }

  /** One of them. */
  record Item(@Nullable String application, @Nullable String move) {
    RecordedMove recorded() {
      return new RecordedMove(id("application", application), id("move", move));
    }

    private static Id id(String name, @Nullable String given) {
      return Optional.ofNullable(given)
          .flatMap(PathId::parse)
          .orElseThrow(() ->
              Problem.badRequest("An item has no `%s` that is an id.".formatted(name))
                  .toException());
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::move);
    routes.post(PATH + "/undo", this::takeBack);
  }

  private void move(Context ctx) {
    MoveMany many = Json.read(ctx, MoveMany.class, MOST_BYTES);
    List<Id> ids =
        JobForm.items(many.ids()).stream()
            .map(id -> applications.find(id).id())
            .distinct()
            .toList();
    checkCount(ids);
    Json.send(
        ctx,
        Moves.of(
            applications.moveAll(
                ids,
                ApplicationApi.needed(many.stage()),
                JobForm.day("on", many.on()),
                many.note())));
  }

  private void takeBack(Context ctx) {
    Moves given = Json.read(ctx, Moves.class, MOST_BYTES);
    List<RecordedMove> moves =
        Objects.requireNonNullElse(given.items(), List.<Item>of()).stream()
            .filter(Objects::nonNull)
            .map(Item::recorded)
            .distinct()
            .toList();
    checkCount(moves);
    applications.takeBack(moves);
    ctx.status(204);
  }

  /**
   * @throws ProblemException if nothing is to be moved, or more than is moved at once
   */
  static void checkCount(List<?> moved) {
    if (moved.isEmpty() || moved.size() > MOST_MOVED) {
      throw Problem.unprocessable(
              "nothing-chosen",
              "`%d` applications are chosen; choose 1 to %,d.".formatted(moved.size(), MOST_MOVED))
          .toException();
    }
  }
}
