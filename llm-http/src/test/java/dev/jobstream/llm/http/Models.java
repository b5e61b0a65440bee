package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.testsupport.http.WireProtocol;
import java.net.URI;
import java.util.function.UnaryOperator;

/** Models of the three protocols at a test's server. */
final class Models {
  private Models() {}

  static HttpModelOptions options(URI server) {
    return HttpModelOptions.of(ServerOptions.at(server).withRetry(RetryPolicy.none()), "a-model");
  }

  /** A model that was not opened by asking its server. */
  static ChatModel at(WireProtocol protocol, URI server) {
    return at(protocol, server, HttpTransport.shared(), options -> options);
  }

  static ChatModel at(
      WireProtocol protocol,
      URI server,
      HttpTransport transport,
      UnaryOperator<HttpModelOptions> change) {
    HttpModelOptions options = change.apply(options(server));
    return switch (protocol) {
      case OLLAMA -> OllamaChatModel.of(transport, options, OllamaVersion.of("0.32.1"));
      case OPENAI -> OpenAiChatModel.open(transport, options, OpenAiPreset.OTHER);
      case ANTHROPIC -> AnthropicChatModel.open(transport, options);
    };
  }

  static Dialect dialect(WireProtocol protocol) {
    HttpModelOptions options = options(URI.create("http://127.0.0.1:1"));
    return switch (protocol) {
      case OLLAMA -> new OllamaDialect(options, 8_192, true);
      case OPENAI -> new OpenAiDialect(options, OpenAiPreset.OTHER);
      case ANTHROPIC -> new AnthropicDialect(options);
    };
  }
}
