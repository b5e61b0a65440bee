package dev.jobstream.web;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Pacer;

/** A model whose events come no faster than a display can use them. Thread-safe. */
final class PacedChatModel implements ChatModel {
  private final ChatModel model;
  private final Pacer pacer;

  PacedChatModel(Models.Usable usable) {
    model = usable.model();
    pacer = new Pacer(usable.updateInterval());
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public Capabilities capabilities() {
    return model.capabilities();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return pacer.pace(model.stream(request));
  }

  @Override
  public ChatStream prewarm(ChatRequest request) {
    return model.prewarm(request);
  }
}
