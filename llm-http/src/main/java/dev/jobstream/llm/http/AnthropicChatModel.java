package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;

/**
 * A model of Anthropic, or of a server that speaks its protocol. Thread-safe; holds nothing that
 * needs closing.
 *
 * <p>A JSON schema is the input of a tool that the model has to call; its pieces are the text of
 * the answer. A request without a limit gets one of 8,192 tokens, since the protocol wants one.
 */
public final class AnthropicChatModel implements ChatModel {
  private final HttpTransport transport;
  private final HttpModelOptions options;
  private final Dialect dialect;

  private AnthropicChatModel(HttpTransport transport, HttpModelOptions options) {
    this.transport = transport;
    this.options = options;
    this.dialect = new AnthropicDialect(options);
  }

  /** Opens a model; no I/O. */
  public static AnthropicChatModel open(HttpModelOptions options) {
    return open(HttpTransport.shared(), options);
  }

  static AnthropicChatModel open(HttpTransport transport, HttpModelOptions options) {
    return new AnthropicChatModel(transport, options);
  }

  /** The server's name for the model. */
  @Override
  public String id() {
    return options.model();
  }

  @Override
  public Capabilities capabilities() {
    return AnthropicServer.capabilities(options.model(), options.streaming());
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new HttpStream(transport, dialect, request);
  }
}
