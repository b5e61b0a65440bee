package dev.jobstream.llm.http;

import dev.jobstream.llm.LlmException;
import java.time.Duration;

/**
 * A model on a server. Immutable; start from {@link #of}.
 *
 * @param server where it runs
 * @param model the server's name for it; not blank
 * @param contextTokens tokens of context. Ollama is told, with the same number each time, since
 *     another one reloads the model; of other servers only what a prompt is checked against. {@link
 *     #AUTO}, the default, means for Ollama what the model was trained on, at most {@value
 *     #AUTO_CONTEXT_LIMIT}, and for the others that the server decides. Else at least 16
 * @param keepAlive how long Ollama keeps the model loaded after a request; negative, the default,
 *     means as long as the server is set to, and zero that it is unloaded at once. Others ignore it
 * @param streaming whether the server can stream; if not, an answer comes as one delta. Default
 *     true
 */
public record HttpModelOptions(
    ServerOptions server, String model, int contextTokens, Duration keepAlive, boolean streaming) {

  /** The context as model and server decide. */
  public static final int AUTO = 0;

  /** The most tokens of context that Ollama is told without being asked for. */
  public static final int AUTO_CONTEXT_LIMIT = 8_192;

  public HttpModelOptions {
    if (model.isBlank()) {
      throw new LlmException.ModelUnavailable(
          "The name of the model is empty. Name one that the server has.");
    }
    if (contextTokens != AUTO && contextTokens < 16) {
      throw new IllegalArgumentException(
          "The option `contextTokens` is `%d`; it must be 16 or more.".formatted(contextTokens));
    }
  }

  /** A model with everything else by default. */
  public static HttpModelOptions of(ServerOptions server, String model) {
    return new HttpModelOptions(server, model, AUTO, Duration.ofSeconds(-1), true);
  }

  public HttpModelOptions withServer(ServerOptions value) {
    return new HttpModelOptions(value, model, contextTokens, keepAlive, streaming);
  }

  public HttpModelOptions withContextTokens(int value) {
    return new HttpModelOptions(server, model, value, keepAlive, streaming);
  }

  public HttpModelOptions withKeepAlive(Duration value) {
    return new HttpModelOptions(server, model, contextTokens, value, streaming);
  }

  public HttpModelOptions withStreaming(boolean value) {
    return new HttpModelOptions(server, model, contextTokens, keepAlive, value);
  }
}
