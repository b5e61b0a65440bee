package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** What a stream gave, in the words of the fixtures. */
record Outcome(String thinking, String text, String end, int terminals) {

  static Outcome of(ChatStream stream) {
    List<StreamEvent> events = new ArrayList<>();
    try (stream) {
      stream.forEach(events::add);
    }
    return of(events);
  }

  static Outcome of(List<StreamEvent> events) {
    StringBuilder thinking = new StringBuilder();
    StringBuilder text = new StringBuilder();
    String end = "";
    int terminals = 0;
    for (StreamEvent event : events) {
      switch (event) {
        case StreamEvent.ThinkingDelta delta -> thinking.append(delta.text());
        case StreamEvent.TextDelta delta -> text.append(delta.text());
        case StreamEvent.Terminal terminal -> {
          terminals++;
          end = words(terminal);
        }
        case StreamEvent.Progress progress -> {}
        case StreamEvent.PropertyConfidence sure -> {}
        case StreamEvent.ModelSwitched switched -> {}
      }
    }
    return new Outcome(thinking.toString(), text.toString(), end, terminals);
  }

  static String words(StreamEvent.Terminal terminal) {
    return switch (terminal) {
      case StreamEvent.Completed completed -> completed.finishReason().name();
      case StreamEvent.Cancelled cancelled -> "CANCELLED";
      case StreamEvent.Failed failed -> "FAILED " + failed.error().getClass().getSimpleName();
    };
  }
}
