package dev.jobstream.web;

import dev.jobstream.llm.Capabilities.Cancellation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the machine, its backends and their keys. A key goes in and never comes out. */
final class SettingsApi implements Area {
  private static final String PATH = "/api/v1/settings";
  private static final String BACKENDS = "/api/v1/backends";

  /** A key is at most 16 KB; with every character escaped that is less. */
  private static final int MOST_BYTES = 100_000;

  private final Settings settings;

  SettingsApi(Site site) {
    settings = site.parts().settings();
  }

  /**
   * The settings.
   *
   * @param file where they stand
   * @param model what the settings name; null if nothing
   * @param modelFrom where that comes from
   */
  record View(String file, @Nullable String model, String modelFrom, DisplayView display) {}

  /** How often displays change, in milliseconds. */
  record DisplayView(long inProcessMs, String inProcessFrom, long httpMs, String httpFrom) {
    static DisplayView of(Settings.Display display) {
      return new DisplayView(
          display.inProcess().value().toMillis(),
          display.inProcess().from(),
          display.http().value().toMillis(),
          display.http().from());
    }
  }

  /** New times of displays. */
  record NewDisplay(@Nullable Integer inProcessMs, @Nullable Integer httpMs) {}

  /** A backend; the shape is that of {@code docs/json.md}, with its key's place. */
  record BackendView(
      String name,
      @Nullable String protocol,
      @Nullable String url,
      boolean local,
      Settings.State state,
      @Nullable String error,
      String software,
      @Nullable Double latencyMs,
      @Nullable Cancellation cancellation,
      String cancellationNote,
      List<String> models,
      Settings.@Nullable Key key) {
    static BackendView of(Settings.Backend backend) {
      Duration latency = backend.latency();
      return new BackendView(
          backend.name(),
          backend.protocol(),
          backend.url(),
          backend.local(),
          backend.state(),
          backend.error().isEmpty() ? null : backend.error(),
          backend.software(),
          latency == null ? null : Math.round(latency.toNanos() / 1e4) / 100.0,
          backend.cancellation(),
          backend.cancellationNote(),
          backend.models(),
          backend.key());
    }
  }

  /** A key. */
  record NewKey(@Nullable String key) {
    /** Without it. */
    @Override
    public String toString() {
      return "NewKey[hidden]";
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show);
    routes.put(
        PATH + "/display",
        ctx -> {
          NewDisplay display = Json.read(ctx, NewDisplay.class, MOST_BYTES);
          setDisplay(settings, display.inProcessMs(), display.httpMs());
          show(ctx);
        });
    routes.get(
        BACKENDS,
        ctx ->
            Json.send(
                ctx,
                new ModelOffers.Items<>(
                    settings.backends().stream().map(BackendView::of).toList(), null)));
    routes.get(
        BACKENDS + "/{name}",
        ctx -> Json.send(ctx, BackendView.of(settings.backend(ctx.pathParam("name")))));
    routes.put(
        BACKENDS + "/{name}/key",
        ctx -> {
          String key = Json.read(ctx, NewKey.class, MOST_BYTES).key();
          settings.keepKey(ctx.pathParam("name"), key == null ? "" : key);
          ctx.status(204);
        });
    routes.delete(
        BACKENDS + "/{name}/key",
        ctx -> {
          settings.forgetKey(ctx.pathParam("name"));
          ctx.status(204);
        });
  }

  private void show(Context ctx) {
    Settings.Value<String> model = settings.model();
    Json.send(
        ctx,
        new View(
            settings.file(),
            model.value().isEmpty() ? null : model.value(),
            model.from(),
            DisplayView.of(settings.display())));
  }

  /** Sets the times that are given; the others stay. */
  static void setDisplay(
      Settings settings, @Nullable Integer inProcessMs, @Nullable Integer httpMs) {
    Settings.Display there = settings.display();
    settings.setDisplay(
        time("inProcessMs", inProcessMs, there.inProcess()), time("httpMs", httpMs, there.http()));
  }

  private static Duration time(
      String name, @Nullable Integer millis, Settings.Value<Duration> there) {
    if (millis == null) {
      return there.value();
    }
    long most = Settings.MOST_DISPLAY_INTERVAL.toMillis();
    if (millis < 0 || millis > most) {
      throw Problem.unprocessable(
              "invalid-value",
              "The field `%s` is `%d`; it must be from 0 to %d milliseconds."
                  .formatted(name, millis, most))
          .toException();
    }
    return Duration.ofMillis(millis);
  }
}
