package dev.jobstream.cli;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;

/**
 * A model that could not be opened: every stream of it fails with the reason, so that a chain goes
 * on to the next model and tells why.
 *
 * @param reason why it could not be opened
 */
record UnavailableModel(String id, LlmException reason) implements ChatModel {

  /** Everything, since it answers nothing: what a chain can do is up to the others. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, true, true, Capabilities.Cancellation.STOPS_COMPUTE);
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return ChatStream.of(new StreamEvent.Failed(reason, TokenUsage.NONE, Timings.NONE));
  }
}
