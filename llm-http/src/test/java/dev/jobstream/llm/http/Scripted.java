package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.testsupport.http.ScriptedServer;
import java.util.function.UnaryOperator;

/** Models at scripted servers. */
final class Scripted {
  private Scripted() {}

  static HttpModelOptions options(ScriptedServer server) {
    return HttpModelOptions.of(
        ServerOptions.at(server.uri())
            .withApiKey(ApiKey.of(ScriptedServer.KEY))
            .withRetry(RetryPolicy.none()),
        ScriptedServer.MODEL);
  }

  static ChatModel model(ScriptedServer server) {
    return model(server, HttpTransport.shared(), options -> options);
  }

  static ChatModel model(
      ScriptedServer server, HttpTransport transport, UnaryOperator<HttpModelOptions> change) {
    HttpModelOptions options = change.apply(options(server));
    return switch (server.protocol()) {
      case OLLAMA -> OllamaChatModel.open(transport, options);
      case OPENAI -> OpenAiChatModel.open(transport, options, OpenAiPreset.OTHER);
      case ANTHROPIC -> AnthropicChatModel.open(transport, options);
    };
  }
}
