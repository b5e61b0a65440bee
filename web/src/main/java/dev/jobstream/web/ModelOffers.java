package dev.jobstream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Where there is no model: the ways to one, in place. */
final class ModelOffers implements Area {
  private final Site site;

  ModelOffers(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/add/models", this::show);
  }

  private void show(Context ctx) {
    if (site.parts().models().forPostings().isPresent()) {
      ctx.status(204);
      return;
    }
    ctx.status(204);
  }
}
