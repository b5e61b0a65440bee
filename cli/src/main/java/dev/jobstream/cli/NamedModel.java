package dev.jobstream.cli;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;

/**
 * A model under the name that the user knows it by: {@code ollama:qwen3} and not {@code qwen3}.
 *
 * @param id that name
 */
record NamedModel(String id, ChatModel model) implements ChatModel {
  @Override
  public Capabilities capabilities() {
    return model.capabilities();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return model.stream(request);
  }

  @Override
  public ChatStream prewarm(ChatRequest request) {
    return model.prewarm(request);
  }
}
