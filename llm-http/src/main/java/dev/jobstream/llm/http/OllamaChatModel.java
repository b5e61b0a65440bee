package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import java.time.Duration;
import java.util.Optional;

/**
 * A model that Ollama runs. Thread-safe; holds nothing that needs closing.
 *
 * <p>JSON schemas are enforced. A prompt that does not fit is refused and never cut: by Ollama
 * itself since 0.12.6, before that by an estimate. Closing the connection, which a cancel does,
 * stops the model since 0.30; older versions first read the prompt to its end.
 */
public final class OllamaChatModel implements ChatModel {
  /** Opening a model is not worth a longer wait. */
  private static final Duration OPENING_LIMIT = Duration.ofSeconds(3);

  private final HttpTransport transport;
  private final String model;
  private final Capabilities capabilities;
  private final Dialect dialect;

  private OllamaChatModel(
      HttpTransport transport, HttpModelOptions options, OllamaVersion version, ServedModel shown) {
    this.transport = transport;
    this.model = options.model();
    this.capabilities =
        new Capabilities(
            options.streaming(),
            true,
            shown.knownCapabilities().map(Capabilities::thinking).orElse(false),
            false,
            version.cancellation());
    this.dialect =
        new OllamaDialect(options, contextTokens(options, shown), version.refusesLongPrompts());
  }

  /**
   * Opens a model. Asks the server for its version and what the model can do, for some seconds at
   * most; if it does not answer, the model is taken for one that can do little, and the first
   * stream tells what is wrong.
   */
  public static OllamaChatModel open(HttpModelOptions options) {
    return open(HttpTransport.shared(), options);
  }

  static OllamaChatModel open(HttpTransport transport, HttpModelOptions options) {
    OllamaServer server = new OllamaServer(transport, options.server(), OPENING_LIMIT);
    OllamaVersion version = OllamaVersion.UNKNOWN;
    ServedModel shown = new ServedModel(options.model(), null, 0, 0, false);
    try {
      version = server.version();
      shown = server.show(options.model(), version);
    } catch (LlmException e) {
      // The first stream fails for the same reason, and says so.
    }
    return new OllamaChatModel(transport, options, version, shown);
  }

  /** A model of a server that need not be asked. */
  static OllamaChatModel of(
      HttpTransport transport, HttpModelOptions options, OllamaVersion version) {
    return new OllamaChatModel(
        transport, options, version, new ServedModel(options.model(), null, 0, 0, false));
  }

  private static int contextTokens(HttpModelOptions options, ServedModel shown) {
    if (options.contextTokens() != HttpModelOptions.AUTO) {
      return options.contextTokens();
    }
    int most = HttpModelOptions.AUTO_CONTEXT_LIMIT;
    return Optional.of(shown.contextTokens()).filter(n -> n > 0 && n < most).orElse(most);
  }

  /** The server's name for the model. */
  @Override
  public String id() {
    return model;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new HttpStream(transport, dialect, request);
  }
}
