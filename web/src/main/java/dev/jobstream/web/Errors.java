package dev.jobstream.web;

import dev.jobstream.llm.LlmException;
import dev.jobstream.tracker.PostingException;
import dev.jobstream.tracker.applications.TrackerException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;

/**
 * What becomes of a request that fails: problem+json under {@code /api} unless a browser asks for a
 * page, a page elsewhere. A fault of our own is told to the log with a number, and to the user by
 * that number alone.
 */
final class Errors {
  private final Pages pages;
  private final Consumer<String> log;
  private final AtomicLong faults = new AtomicLong();

  /**
   * @param log takes a line for each fault of Jobstream's own
   */
  Errors(Pages pages, Consumer<String> log) {
    this.pages = pages;
    this.log = log;
  }

  void addTo(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, ctx) -> answer(ctx, e.problem(), e.duplicates()));
    routes.exception(TrackerException.class, (e, ctx) -> answer(ctx, tracker(e)));
    routes.exception(
        SettingsException.class,
        (e, ctx) -> answer(ctx, Problem.unprocessable("invalid-setting", text(e))));
    routes.exception(
        PostingException.class,
        (e, ctx) -> answer(ctx, Problem.unprocessable("unreadable-posting", text(e))));
    routes.exception(
        LlmException.class,
        (e, ctx) ->
            answer(
                ctx, new Problem(503, "model-unavailable", "The model cannot be used", text(e))));
    routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, refused(e, ctx)));
    routes.exception(EofException.class, (e, ctx) -> {}); // The browser has gone.
    routes.exception(Exception.class, (e, ctx) -> answer(ctx, fault(e, ctx)));
  }

  private static Problem tracker(TrackerException e) {
    return switch (e) {
      case TrackerException.Invalid invalid -> Problem.unprocessable("invalid-value", text(e));
      case TrackerException.InvalidSearch wrong -> Problem.unprocessable("invalid-search", text(e));
      case TrackerException.NotFound notFound -> Problem.notFound(text(e));
      case TrackerException.Ambiguous ambiguous -> Problem.unprocessable("ambiguous", text(e));
      case TrackerException.Changed changed -> Problem.conflict("changed", text(e));
      case TrackerException.StoreUnavailable unavailable ->
          new Problem(503, "store-unavailable", "The data cannot be reached", text(e));
    };
  }

  private static Problem refused(HttpResponseException e, Context ctx) {
    return switch (e.getStatus()) {
      case 404 ->
          Problem.notFound(
              "There is nothing at `%s`. Look at the address, or begin at Today."
                  .formatted(ctx.path()));
      case 405 ->
          new Problem(
              405,
              "wrong-method",
              "That cannot be done here",
              "The address `%s` does not take the method `%s`. See /api/v1/openapi.yaml."
                  .formatted(ctx.path(), ctx.method()));
      case 413 -> Bodies.formTooLarge(ctx);
      default -> new Problem(e.getStatus(), "refused", "The request was refused", text(e));
    };
  }

  private void answer(Context ctx, Problem problem) {
    answer(ctx, problem, List.of());
  }

  private void answer(Context ctx, Problem problem, List<?> duplicates) {
    ctx.status(problem.status());
    String accept = ctx.header("Accept");
    // A form or a link that leads to the API shows a page to the browser's user.
    boolean page = accept != null && accept.contains("text/html");
    if ((ctx.path().startsWith("/api/") && !page) || ctx.header("HX-Request") != null) {
      ctx.contentType("application/problem+json")
          .result(
              Json.line(json -> {
                json.writeStartObject();
                json.writeStringField("type", problem.uri());
                json.writeStringField("title", problem.title());
                json.writeNumberField("status", problem.status());
                json.writeStringField("detail", problem.detail());
                if (!duplicates.isEmpty()) {
                  json.writePOJOField("duplicates", duplicates);
                }
                json.writeEndObject();
              }));
    } else {
      pages.show(
          ctx,
          null,
          problem.title(),
          (out, layout) -> JteproblemGenerated.render(out, null, layout, problem));
    }
  }

  private Problem fault(Exception e, Context ctx) {
    long number = faults.incrementAndGet();
    StackTraceElement[] frames = e.getStackTrace();
    // The exception's own text is left out: it may hold somebody's data.
    log.accept(
        "Fault %d in %s %s: `%s` at %s"
            .formatted(
                number,
                ctx.method(),
                ctx.endpoint().path,
                e.getClass().getName(),
                frames.length == 0 ? "an unknown place" : frames[0]));
    return new Problem(
        500,
        "fault",
        "Something broke in Jobstream",
        "This is a fault of Jobstream's own, number %d; the window it runs in says where. Nothing that was saved is lost. Try again, and report it if it comes back."
            .formatted(number));
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
