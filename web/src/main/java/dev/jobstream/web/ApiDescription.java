package dev.jobstream.web;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Serves the OpenAPI document, which is written by hand and held to the routes by a test. */
final class ApiDescription implements Area {
  static final String PATH = "/api/v1/openapi.yaml";

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, ctx -> ctx.contentType("application/yaml; charset=utf-8").result(text()));
  }

  static String text() throws IOException {
    try (InputStream in = ApiDescription.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("The resource `openapi.yaml` is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
