package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** A whole stream, collected. */
record Streamed(List<StreamEvent> events) {

  static Streamed of(ChatModel model, ChatRequest request) {
    try (ChatStream stream = model.stream(request)) {
      return of(stream);
    }
  }

  static Streamed of(ChatStream stream) {
    List<StreamEvent> events = new ArrayList<>();
    stream.run(events::add);
    return new Streamed(events);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.TextDelta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  String thinking() {
    StringBuilder text = new StringBuilder();
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.ThinkingDelta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  StreamEvent.Terminal end() {
    return (StreamEvent.Terminal) events.getLast();
  }
}
