package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.Thinking;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ollama's {@code /api/chat}. The context is told with every request, always the same: another
 * number would load the model anew, and without one Ollama takes 4,096 tokens and cuts what is
 * longer in silence.
 *
 * @see <a href="https://docs.ollama.com/api/chat">The endpoint</a>
 */
final class OllamaDialect implements Dialect {
  private final HttpModelOptions options;
  private final int contextTokens;
  private final boolean refusesLongPrompts;
  private final Lessons<Boolean> takesThink;

  /**
   * @param contextTokens what is told to the server
   * @param refusesLongPrompts whether the server obeys {@code truncate: false}, as it does since
   *     0.12.6
   */
  OllamaDialect(HttpModelOptions options, int contextTokens, boolean refusesLongPrompts) {
    this(options, contextTokens, refusesLongPrompts, Lessons.from(true));
  }

  private OllamaDialect(
      HttpModelOptions options,
      int contextTokens,
      boolean refusesLongPrompts,
      Lessons<Boolean> takesThink) {
    this.options = options;
    this.contextTokens = contextTokens;
    this.refusesLongPrompts = refusesLongPrompts;
    this.takesThink = takesThink;
  }

  @Override
  public URI chatUri() {
    return ServerPaths.ollama(server().baseUri(), "/chat");
  }

  @Override
  public ServerOptions server() {
    return options.server();
  }

  @Override
  public Map<String, String> headers() {
    return OllamaServer.headers(server());
  }

  @Override
  public byte[] body(ChatRequest request) {
    int estimate = TokenEstimate.of(request);
    if (!refusesLongPrompts && estimate >= contextTokens) {
      throw new LlmException.PromptTooLong(
          estimate,
          contextTokens,
          "The first number is an estimate, since this Ollama does not count beforehand and would cut the prompt. "
              + advice());
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("model", options.model());
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      messages
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.text());
    }
    body.put("stream", options.streaming());
    body.put("truncate", false);
    body.put("shift", false);
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
      body.set("format", SchemaJson.of(schema));
    }
    if (takesThink.get() && request.thinking() != Thinking.MODEL_DEFAULT) {
      body.put("think", request.thinking() == Thinking.ON);
    }
    Duration keepAlive = options.keepAlive();
    if (!keepAlive.isNegative()) {
      body.put("keep_alive", keepAlive.toSeconds() + "s");
    }
    ObjectNode settings = body.putObject("options");
    settings.put("num_ctx", contextTokens);
    if (request.maxTokens() != ChatRequest.NO_LIMIT) {
      settings.put("num_predict", request.maxTokens());
    }
    if (!request.stopStrings().isEmpty()) {
      request.stopStrings().forEach(settings.putArray("stop")::add);
    }
    sampling(request.sampling(), settings);
    return Json.bytes(body);
  }

  private static void sampling(Sampling sampling, ObjectNode settings) {
    settings.put("temperature", sampling.temperature());
    if (!sampling.isGreedy()) {
      settings.put("top_k", sampling.topK());
      settings.put("top_p", sampling.topP());
      settings.put("min_p", sampling.minP());
    }
    sampling.seed().ifPresent(seed -> settings.put("seed", seed));
    // Without a word Ollama would repeat less eagerly than it was asked to.
    settings.put("repeat_penalty", sampling.repeatPenalty());
    settings.put("frequency_penalty", sampling.frequencyPenalty());
    settings.put("presence_penalty", sampling.presencePenalty());
    settings.put("repeat_last_n", sampling.penaltyWindow());
  }

  @Override
  public EventReader reader() {
    return new NdjsonReader();
  }

  @Override
  public Decoder decoder(ChatRequest request) {
    return new OllamaDecoder(new ErrorEvents(server(), request));
  }

  @Override
  public @Nullable Dialect learn(Refusal refusal, ChatRequest request) {
    boolean mayLearn =
        takesThink.get()
            && request.thinking() != Thinking.MODEL_DEFAULT
            && refusal.status() == 400
            && refusal.mentions("think");
    return mayLearn
        ? new OllamaDialect(options, contextTokens, refusesLongPrompts, takesThink.trying(false))
        : null;
  }

  @Override
  public void worked() {
    takesThink.worked();
  }

  @Override
  public LlmException failure(Refusal refusal, ChatRequest request) {
    if (refusal.status() == 400
        && refusal.mentions("exceed_context_size", "context size", "context length")) {
      int counted = refusal.number("n_prompt_tokens");
      int context = refusal.number("n_ctx");
      return new LlmException.PromptTooLong(
          counted > 0 ? counted : TokenEstimate.of(request),
          context > 0 ? context : contextTokens,
          (counted > 0 ? "" : "The first number is an estimate. ") + advice());
    }
    if (refusal.status() == 404 && refusal.mentions("not found")) {
      return new LlmException.ModelUnavailable(
          "The server `%s` has no model `%s`. Get it with `ollama pull %s`, or name one that it has."
              .formatted(server().baseUri(), options.model(), options.model()));
    }
    return refusal.asError(server(), options.model(), request);
  }

  /** An older server may have cut the prompt although it looked short enough. */
  @Override
  public @Nullable LlmException review(Answer answer, ChatRequest request) {
    int counted = answer.usage().promptTokens();
    return !refusesLongPrompts && counted >= contextTokens
        ? new LlmException.PromptTooLong(
            counted, contextTokens, "Ollama has cut it, so its answer is of a part. " + advice())
        : null;
  }

  private static String advice() {
    return "Shorten the text, or raise the model's context tokens.";
  }
}
