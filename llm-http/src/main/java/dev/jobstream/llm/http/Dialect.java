package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is special about the server of a model: how it is asked, and how its answer reads. */
interface Dialect {

  /** Where requests go. */
  URI chatUri();

  /** The server and how it is spoken to. */
  ServerOptions server();

  /** The headers that carry the key and what else the protocol asks for. */
  Map<String, String> headers();

  /**
   * The body of a request, as far as is known by now of what the server takes.
   *
   * @throws LlmException if the request cannot be served
   */
  byte[] body(ChatRequest request);

  /** Finds the events in the response to one attempt. */
  EventReader reader();

  /** Reads the events of one attempt. */
  Decoder decoder(ChatRequest request);

  /**
   * Learns from a refusal what the server does not take.
   *
   * @return how the same request is worth sending again without it; null if that is not known
   */
  @Nullable Dialect learn(Refusal refusal, ChatRequest request);

  /** The server took the request, so what was left out for it is left out of all from now on. */
  default void worked() {}

  /** The refusal as the end of a generation. */
  LlmException failure(Refusal refusal, ChatRequest request);

  /** What a complete answer is found to be on second sight: null if it is good. */
  default @Nullable LlmException review(Answer answer, ChatRequest request) {
    return null;
  }

  /** Reads events of a protocol. */
  @FunctionalInterface
  interface Decoder {
    /**
     * Reads one event and tells the answer.
     *
     * @throws JsonProcessingException if it is not JSON
     */
    void decode(byte[] bytes, int start, int end, Answer answer) throws JsonProcessingException;
  }
}
