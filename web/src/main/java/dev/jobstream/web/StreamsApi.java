package dev.jobstream.web;

import dev.jobstream.llm.Capabilities;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Streams: their events, their state, and the end of them on request. */
final class StreamsApi implements Area {
  static final String PATH = "/api/v1/streams/";

  private final LiveStreams streams;

  StreamsApi(Site site) {
    streams = site.streams();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH + "{id}", this::state);
    routes.get(PATH + "{id}/events", this::events);
    routes.post(PATH + "{id}/cancel", this::cancel);
  }

  /**
   * A stream as the API tells of it.
   *
   * @param id its id
   * @param events where its events are
   * @param cancel where a POST cancels it; null if that cannot be
   * @param ended whether its last event is there
   * @param capabilities what the model can do
   */
  record State(
      String id, String events, @Nullable String cancel, boolean ended, Capabilities capabilities) {

    static State of(String id, LiveStream stream) {
      boolean cancellable = stream.capabilities().cancellation() != Capabilities.Cancellation.NONE;
      return new State(
          id,
          PATH + id + "/events",
          cancellable ? PATH + id + "/cancel" : null,
          stream.ended(),
          stream.capabilities());
    }
  }

  private void state(Context ctx) {
    String id = ctx.pathParam("id");
    Json.send(ctx, State.of(id, streams.get(id)));
  }

  private void cancel(Context ctx) {
    LiveStream stream = streams.get(ctx.pathParam("id"));
    if (stream.capabilities().cancellation() == Capabilities.Cancellation.NONE) {
      throw Problem.conflict("not-cancellable", "This model cannot be stopped. Wait for its end.")
          .toException();
    }
    stream.cancel();
    ctx.status(202);
    Json.send(ctx, State.of(ctx.pathParam("id"), stream));
  }

  private void events(Context ctx) {
    LiveStream stream = streams.get(ctx.pathParam("id"));
    if (!EventSender.send(ctx, stream, lastEventId(ctx))) {
      streams.viewerLost();
    }
  }

  private static long lastEventId(Context ctx) {
    String header = ctx.header("Last-Event-ID");
    String given = header == null || header.isEmpty() ? ctx.queryParam("after") : header;
    if (given == null || given.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw Problem.badRequest(
              "The `Last-Event-ID` is `%s`; it must be the number of an event, or be left out."
                  .formatted(given.length() > 40 ? given.substring(0, 40) + "…" : given))
          .toException();
    }
  }
}
