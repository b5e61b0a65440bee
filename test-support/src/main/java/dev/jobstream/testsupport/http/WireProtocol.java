package dev.jobstream.testsupport.http;

/** The protocols that the scripted servers speak. */
public enum WireProtocol {
  OLLAMA("ollama", "application/x-ndjson", "/api/chat"),
  OPENAI("openai", "text/event-stream", "/v1/chat/completions"),
  ANTHROPIC("anthropic", "text/event-stream; charset=utf-8", "/v1/messages");

  private final String id;
  private final String streamType;
  private final String chatPath;

  WireProtocol(String id, String streamType, String chatPath) {
    this.id = id;
    this.streamType = streamType;
    this.chatPath = chatPath;
  }

  /** Its name in files and on the command line. */
  public String id() {
    return id;
  }

  /** The content type of a stream. */
  public String streamType() {
    return streamType;
  }

  /** Where a model is asked. */
  public String chatPath() {
    return chatPath;
  }
}
