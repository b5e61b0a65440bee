package dev.jobstream.web;

import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SavedSearches;
import dev.jobstream.tracker.exchange.ApplicationJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Saved searches. */
final class SearchesApi implements Area {
  private static final String PATH = "/api/v1/searches";
  private static final int MOST_BYTES = 100_000;

  private final SavedSearches searches;

  SearchesApi(Site site) {
    searches = site.parts().tracker().savedSearches();
  }

  /** A search to be saved. */
  record Given(@Nullable Long version, @Nullable String name, @Nullable String query) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        PATH,
        ctx ->
            TrackerJson.sendPage(
                ctx, searches.list(TrackerJson.page(ctx)), ApplicationJson::write));
    routes.post(
        PATH,
        ctx -> {
          Given given = Json.read(ctx, Given.class, MOST_BYTES);
          ctx.status(201);
          send(ctx, searches.add(text(given.name()), text(given.query())));
        });
    routes.put(PATH + "/{id}", this::save);
    routes.delete(
        PATH + "/{id}", ctx -> send(ctx, searches.delete(searches.find(ctx.pathParam("id")).id())));
  }

  private static String text(@Nullable String given) {
    return Objects.requireNonNullElse(given, "");
  }

  private static void send(Context ctx, SavedSearch search) {
    TrackerJson.send(ctx, search, ApplicationJson::write);
  }

  private void save(Context ctx) {
    Given given = Json.read(ctx, Given.class, MOST_BYTES);
    SavedSearch there = searches.find(ctx.pathParam("id"));
    if (given.version() == null) {
      throw Problem.badRequest("The `version` of what is changed is missing.").toException();
    }
    send(
        ctx,
        searches.save(
            new SavedSearch(
                there.id(),
                given.version(),
                text(given.name()),
                text(given.query()),
                there.createdAt())));
  }
}
