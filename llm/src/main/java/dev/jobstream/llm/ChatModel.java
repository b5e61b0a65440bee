package dev.jobstream.llm;

/**
 * A model that answers a conversation as a stream of events.
 *
 * <p>Instances are thread-safe: any number of streams may be open at once, though a model may run
 * them one after the other and tell the wait as {@link Phase#QUEUED}.
 */
public interface ChatModel {

  /** A name for people and logs, such as {@code qwen3-0.6b-q4_k_m.gguf}. Never empty. */
  String id();

  /** What this model can do. Constant over the life of the instance. */
  Capabilities capabilities();

  /**
   * Returns the handle of a new generation. Does no I/O and does not block: work starts when the
   * stream is iterated or run, so a caller can cancel while the request is still queued. A request
   * that the model cannot serve ends its stream with {@link StreamEvent.Failed}.
   *
   * @return a stream that the caller closes
   */
  ChatStream stream(ChatRequest request);

  /**
   * Reads the prompt of a request ahead, so that {@link #stream} of a request with the same
   * beginning starts sooner. The stream writes no text. A model without {@link
   * Capabilities#prewarm} completes at once and does nothing.
   *
   * @return a stream that the caller closes
   */
  default ChatStream prewarm(ChatRequest request) {
    return ChatStream.of(StreamEvent.Completed.empty());
  }
}
