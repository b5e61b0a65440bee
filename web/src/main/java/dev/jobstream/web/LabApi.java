package dev.jobstream.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.Thinking;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts one prompt to any model, for trying models out. */
final class LabApi implements Area {
  private static final int MOST_BYTES = 4_000_000;
  private static final int MOST_TOKENS = 32_768;
  private static final int DEFAULT_TOKENS = 512;

  private final Models models;
  private final LiveStreams streams;

  LabApi(Site site) {
    models = site.parts().models();
    streams = site.streams();
  }

  /** A model as the API tells of it. */
  record ModelView(String key, String id, String where, Capabilities capabilities) {
    static ModelView of(Models.Usable usable) {
      return new ModelView(
          usable.key(), usable.model().id(), usable.where(), usable.model().capabilities());
    }
  }

  /** A list of models. */
  record ModelList(List<ModelView> items, @Nullable String next) {}

  /** What is asked. */
  record Ask(
      @JsonProperty(required = true) @Nullable String model,
      @JsonProperty(required = true) @Nullable String prompt,
      @Nullable String system,
      @Nullable Integer maxTokens,
      @Nullable Boolean thinking) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/api/v1/models",
        ctx ->
            Json.send(ctx, new ModelList(models.all().stream().map(ModelView::of).toList(), null)));
    routes.post("/api/v1/lab/streams", this::start);
  }

  private void start(Context ctx) {
    Ask ask = Json.read(ctx, Ask.class, MOST_BYTES);
    Models.Usable usable = find(ask.model());
    if (!usable.model().capabilities().freeText()) {
      throw Problem.unprocessable(
              "postings-only",
              "The model `%s` reads postings and nothing else. Choose another; `jobstream models pull qwen3-1.7b` gets one, and Ollama's are found by themselves."
                  .formatted(usable.model().id()))
          .toException();
    }
    ChatRequest.Builder request = ChatRequest.builder();
    if (ask.system() != null && !ask.system().isBlank()) {
      request.system(ask.system());
    }
    if (ask.prompt() == null || ask.prompt().isBlank()) {
      throw Problem.badRequest("The `prompt` is empty. Write what the model is asked.")
          .toException();
    }
    int maxTokens = ask.maxTokens() == null ? DEFAULT_TOKENS : ask.maxTokens();
    if (maxTokens < 1 || maxTokens > MOST_TOKENS) {
      throw Problem.badRequest(
              "The `maxTokens` is `%d`; it must be from 1 to %d.".formatted(maxTokens, MOST_TOKENS))
          .toException();
    }
    request.user(ask.prompt()).maxTokens(maxTokens);
    if (ask.thinking() != null) {
      request.thinking(ask.thinking() ? Thinking.ON : Thinking.OFF);
    }
    ChatLiveStream stream = ChatLiveStream.start(usable, request.build());
    ctx.status(201);
    Json.send(ctx, StreamsApi.State.of(streams.add(stream), stream));
  }

  private Models.Usable find(@Nullable String key) {
    return models.all().stream()
        .filter(usable -> usable.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            Problem.unprocessable(
                    "unknown-model",
                    "There is no model `%s`. See /api/v1/models for those that can be asked."
                        .formatted(key))
                .toException());
  }
}
