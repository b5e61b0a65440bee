package dev.jobstream.web;

import dev.jobstream.llm.LlmException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where there is no model: the ways to one, in place. */
final class ModelOffers implements Area {
  private static final int MOST_BYTES = 10_000;
  private static final int MOST_SHOWN = 4;

  private final Models models;
  private final LiveStreams streams;
  private final Pages pages;

  ModelOffers(Site site) {
    models = site.parts().models();
    streams = site.streams();
    pages = site.pages();
  }

  /** What is offered, each kind in its order. */
  record View(List<Models.Offer.There> there, List<Models.Offer.Downloadable> downloads) {
    static View of(List<Models.Offer> offers) {
      return new View(
          offers.stream()
              .filter(Models.Offer.There.class::isInstance)
              .map(Models.Offer.There.class::cast)
              .limit(MOST_SHOWN)
              .toList(),
          offers.stream()
              .filter(Models.Offer.Downloadable.class::isInstance)
              .map(Models.Offer.Downloadable.class::cast)
              .limit(MOST_SHOWN)
              .toList());
    }

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
    routes.post("/api/v1/models/downloads", this::download);
  }

  private void show(Context ctx) {
    if (models.forPostings().isPresent()) {
      ctx.status(204);
      return;
    }
    View view = View.of(models.offers());
    pages.fragment(ctx, out -> JtemodelOffersGenerated.render(out, null, view));
  }

  private void choose(Context ctx) {
    String key = Json.read(ctx, Chosen.class, MOST_BYTES).key();
    if (key == null || !models.chooseForPostings(key)) {
      throw Problem.unprocessable(
              "unknown-model",
              "There is no model `%s`. See /api/v1/models for those that can be asked."
                  .formatted(key))
          .toException();
    }
    Json.send(ctx, LabApi.ModelView.of(models.forPostings().orElseThrow()));
  }

  private void download(Context ctx) {
    String name = Json.read(ctx, Named.class, MOST_BYTES).name();
    Models.Download download;
    try {
      download = models.download(name == null ? "" : name);
    } catch (LlmException.ModelUnavailable e) {
      throw Problem.unprocessable("unknown-model", String.valueOf(e.getMessage())).toException();
    }
    DownloadLiveStream stream = DownloadLiveStream.start(download);
    ctx.status(201);
    Json.send(ctx, StreamsApi.State.of(streams.add(stream), stream));
  }
}
