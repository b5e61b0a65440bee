package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatModel;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The protocols that servers of models speak. */
public enum HttpProtocol {
  /** Ollama's own, {@code /api/chat}. */
  OLLAMA("ollama", "http://localhost:11434", "OLLAMA_HOST", "OLLAMA_API_KEY"),
  /** {@code /v1/chat/completions}, spoken by OpenAI and many others. */
  OPENAI("openai", "https://api.openai.com/v1", "OPENAI_BASE_URL", "OPENAI_API_KEY"),
  /** {@code /v1/messages}. */
  ANTHROPIC("anthropic", "https://api.anthropic.com", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY");

  private final String id;
  private final URI defaultUri;
  private final String uriVariable;
  private final String keyVariable;

  HttpProtocol(String id, String defaultUri, String uriVariable, String keyVariable) {
    this.id = id;
    this.defaultUri = URI.create(defaultUri);
    this.uriVariable = uriVariable;
    this.keyVariable = keyVariable;
  }

  /** Its name in front of a model's, such as {@code ollama}. */
  public String id() {
    return id;
  }

  /** The environment variable in which the protocol's own programs look for the address. */
  public String uriVariable() {
    return uriVariable;
  }

  /**
   * The server that is used if none is named: the one in the environment variable that the
   * protocol's own programs read, else the usual place.
   *
   * @throws dev.jobstream.llm.LlmException.ModelUnavailable if the variable holds no address
   */
  public URI defaultUri(Map<String, String> environment) {
    String named = environment.getOrDefault(uriVariable, "").strip();
    if (named.isEmpty()) {
      return defaultUri;
    }
    return this == OLLAMA ? OllamaAddress.of(named) : ServerOptions.parse(named);
  }

  /** The environment variable that usually holds the key of the server at an address, if any. */
  public Optional<String> keyVariable(URI baseUri) {
    return switch (this) {
      case OLLAMA, ANTHROPIC -> Optional.of(keyVariable);
      case OPENAI -> OpenAiPreset.of(baseUri).keyVariable();
    };
  }

  /**
   * Opens a model. Ollama is asked for its version and what the model can do, for a few seconds at
   * most; a server that does not answer is no error here, but of the first stream. The others are
   * not asked at all.
   */
  public ChatModel open(HttpModelOptions options) {
    return switch (this) {
      case OLLAMA -> OllamaChatModel.open(options);
      case OPENAI -> OpenAiChatModel.open(options);
      case ANTHROPIC -> AnthropicChatModel.open(options);
    };
  }

  /**
   * Asks a server what it is and has. Blocks for a few seconds at most; an interrupt of the thread
   * ends it. Never throws for what the server does: a server that is not there is a result.
   */
  public BackendReport probe(ServerOptions server) {
    return switch (this) {
      case OLLAMA -> new OllamaServer(server).probe();
      case OPENAI -> new OpenAiServer(server).probe();
      case ANTHROPIC -> new AnthropicServer(server).probe();
    };
  }
}
