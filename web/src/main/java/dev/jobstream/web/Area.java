package dev.jobstream.web;

import io.javalin.config.RoutesConfig;

/** A page, or a part of the API, and what it answers. Areas are listed in {@link Areas}. */
interface Area {
  /** Adds its routes. */
  void addTo(RoutesConfig routes);
}
