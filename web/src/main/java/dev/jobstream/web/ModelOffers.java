package dev.jobstream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where there is no model: the ways to one, in place. */
final class ModelOffers implements Area {
  private static final int MOST_BYTES = 10_000;
  private static final int MOST_SHOWN = 4;

  private final Models models;
  private final Settings settings;
  private final ModelDownloads downloads;
  private final Pages pages;

  ModelOffers(Site site) {
    models = site.parts().models();
    settings = site.parts().settings();
    downloads = site.downloads();
    pages = site.pages();
  }

  /**
   * What is offered, each kind in its order.
   *
   * @param services the services that can be used with a key
   */
  record View(
      List<Models.Offer.There> there, List<ModelDownloads.Row> downloads, List<String> services) {

    /** Bytes for people: {@code 1.8 GB}. */
    static String size(long bytes) {
      return bytes < 1_000_000_000
          ? String.format(Locale.ROOT, "%d MB", bytes / 1_000_000)
          : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
  }

  /** Names a model. */
  record Named(@Nullable String name) {}

  /** The model that reads postings. */
  record Chosen(@Nullable String key) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/add/models", this::show);
    routes.put("/api/v1/models/for-postings", this::choose);
    routes.get("/api/v1/models/choosable", this::choosable);
    routes.get("/api/v1/models/downloads", this::downloadable);
    routes.post("/api/v1/models/downloads", this::download);
  }

  private void show(Context ctx) {
    Optional<Models.Usable> reader = models.forPostings();
    if (reader.isPresent()) {
      pages.fragment(ctx, out -> Jtemodel_readerGenerated.render(out, null, reader.get()));
      return;
    }
    List<Models.Offer> offers = models.offers();
    View view =
        new View(
            offers.stream()
                .filter(Models.Offer.There.class::isInstance)
                .map(Models.Offer.There.class::cast)
                .limit(MOST_SHOWN)
                .toList(),
            downloads.rows(offers).stream().limit(MOST_SHOWN).toList(),
            settings.services());
    pages.fragment(ctx, out -> JtemodelOffersGenerated.render(out, null, view));
  }

  private void choose(Context ctx) {
    String key = Json.read(ctx, Chosen.class, MOST_BYTES).key();
    if (key == null || !models.chooseForPostings(key)) {
      throw unknown(key);
    }
    Json.send(ctx, LabApi.ModelView.of(models.forPostings().orElseThrow()));
  }

  static ProblemException unknown(@Nullable String key) {
    return Problem.unprocessable(
            "unknown-model",
            "There is no model `%s`. See /api/v1/models/choosable for those that can be chosen."
                .formatted(key))
        .toException();
  }

  /** A list that is whole. */
  record Items<T>(List<T> items, @Nullable String next) {}

  private void choosable(Context ctx) {
    Json.send(ctx, new Items<>(models.choosable(), null));
  }

  private void downloadable(Context ctx) {
    Json.send(ctx, new Items<>(downloads.rows(models.offers()), null));
  }

  private void download(Context ctx) {
    String name = Json.read(ctx, Named.class, MOST_BYTES).name();
    ctx.status(201);
    Json.send(ctx, downloads.start(name == null ? "" : name));
  }
}
