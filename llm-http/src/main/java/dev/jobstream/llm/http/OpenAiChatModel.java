package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;

/**
 * A model of a server that speaks OpenAI's protocol. Thread-safe; holds nothing that needs closing.
 *
 * <p>What the server refuses of a request is left out and the request sent again: a JSON schema is
 * asked for as {@code json_schema}, then as {@code json_object}, then in the prompt alone. What
 * worked is remembered by this instance.
 */
public final class OpenAiChatModel implements ChatModel {
  private final HttpTransport transport;
  private final HttpModelOptions options;
  private final OpenAiPreset preset;
  private final Dialect dialect;

  private OpenAiChatModel(HttpTransport transport, HttpModelOptions options, OpenAiPreset preset) {
    this.transport = transport;
    this.options = options;
    this.preset = preset;
    this.dialect = new OpenAiDialect(options, preset);
  }

  /** Opens a model of the service that its server's address belongs to; no I/O. */
  public static OpenAiChatModel open(HttpModelOptions options) {
    return open(options, OpenAiPreset.of(options.server().baseUri()));
  }

  /** Opens a model of a known service; no I/O. */
  public static OpenAiChatModel open(HttpModelOptions options, OpenAiPreset preset) {
    return open(HttpTransport.shared(), options, preset);
  }

  static OpenAiChatModel open(
      HttpTransport transport, HttpModelOptions options, OpenAiPreset preset) {
    return new OpenAiChatModel(transport, options, preset);
  }

  /** The server's name for the model. */
  @Override
  public String id() {
    return options.model();
  }

  /** What the service is known to do; thinking is passed on as a wish. */
  @Override
  public Capabilities capabilities() {
    return preset.capabilities(options.streaming());
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new HttpStream(transport, dialect, request);
  }
}
