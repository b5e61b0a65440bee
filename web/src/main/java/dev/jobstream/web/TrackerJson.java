package dev.jobstream.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import io.javalin.http.Context;
import java.io.IOException;

/** What is kept of applications, as the API answers it: the shapes of {@code docs/json.md}. */
final class TrackerJson {
  private static final int USUAL_LIMIT = 100;

  private TrackerJson() {}

  /** Writes one thing. */
  @FunctionalInterface
  interface Writer<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  /** Answers with one thing. */
  static <T> void send(Context ctx, T value, Writer<? super T> writer) {
    ctx.contentType("application/json").result(Json.line(json -> writer.write(json, value)));
  }

  /** Answers with a page of a list. */
  static <T> void sendPage(Context ctx, Page<T> page, Writer<? super T> writer) {
    ctx.contentType("application/json")
        .result(
            Json.line(json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("items");
              for (T item : page.items()) {
                writer.write(json, item);
              }
              json.writeEndArray();
              json.writeStringField("next", page.next());
              json.writeEndObject();
            }));
  }

  /** The page that the parameters {@code limit} and {@code cursor} ask for. */
  static PageRequest page(Context ctx) {
    String limit = JobForm.line(ctx.queryParam("limit"));
    try {
      return new PageRequest(
          limit == null ? USUAL_LIMIT : Integer.parseInt(limit),
          JobForm.line(ctx.queryParam("cursor")));
    } catch (NumberFormatException e) {
      throw Problem.badRequest(
              "The `limit` is `%s`; it must be from 1 to %d.".formatted(limit, PageRequest.MOST))
          .toException();
    }
  }
}
