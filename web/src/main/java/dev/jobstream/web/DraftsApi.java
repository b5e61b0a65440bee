package dev.jobstream.web;

import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.exchange.FindingJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Postings that are being added: pasted or fetched, and analysed. */
final class DraftsApi implements Area {
  static final String PATH = "/api/v1/drafts";

  /** A posting at its longest, with every character escaped. */
  private static final int MOST_BYTES = 8_000_000;

  private final Drafts drafts;
  private final Models models;
  private final LiveStreams streams;
  private final PostingFetcher fetcher;
  private final Clock clock;

  DraftsApi(Site site) {
    drafts = site.drafts();
    models = site.parts().models();
    streams = site.streams();
    fetcher = site.fetcher();
    clock = site.parts().clock();
  }

  /**
   * What a draft is made of: either what was pasted, or the address of a page to fetch.
   *
   * @param content text or a page's HTML
   * @param sourceUrl where what was pasted was found
   * @param fetchUrl the page to fetch
   */
  record NewDraft(
      @Nullable String content, @Nullable String sourceUrl, @Nullable String fetchUrl) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::add);
    routes.get(PATH + "/{id}", ctx -> send(ctx, ctx.pathParam("id")));
    routes.delete(
        PATH + "/{id}",
        ctx -> {
          drafts.remove(ctx.pathParam("id"));
          ctx.status(204);
        });
    routes.post(PATH + "/{id}/analysis", this::analyze);
  }

  private void add(Context ctx) {
    NewDraft given = Json.read(ctx, NewDraft.class, MOST_BYTES);
    Draft draft = new Draft(posting(given).seenOn(LocalDate.now(clock)));
    String id = drafts.add(draft);
    models.forPostings().ifPresent(draft::prewarm);
    ctx.status(201).header("Location", PATH + "/" + id);
    send(ctx, id);
  }

  private PostingText posting(NewDraft given) {
    if (given.fetchUrl() != null) {
      return fetcher.fetch(given.fetchUrl());
    }
    return PostingText.of(given.content() == null ? "" : given.content(), given.sourceUrl());
  }

  private void analyze(Context ctx) {
    Draft draft = drafts.get(ctx.pathParam("id"));
    Models.Usable usable =
        models
            .forPostings()
            .orElseThrow(() ->
                Problem.conflict(
                        "no-model",
                        "There is no model to read the posting. Choose or download one first.")
                    .toException());
    draft.analyze(usable, streams);
    ctx.status(201);
    Json.send(ctx, draft.stream().orElseThrow());
  }

  private void send(Context ctx, String id) {
    Draft draft = drafts.get(id);
    PostingText posting = draft.posting();
    StreamsApi.@Nullable State stream = draft.stream().orElse(null);
    ctx.contentType("application/json")
        .result(
            Json.line(json -> {
              json.writeStartObject();
              json.writeStringField("id", id);
              json.writeStringField("text", posting.text());
              json.writeBooleanField("page", posting.html().isPresent());
              json.writeStringField("sourceUrl", posting.sourceUrl().orElse(null));
              json.writeArrayFieldStart("findings");
              for (Finding finding : draft.facts().values()) {
                FindingJson.write(json, finding);
              }
              json.writeEndArray();
              json.writePOJOField("stream", stream);
              json.writeEndObject();
            }));
  }
}
