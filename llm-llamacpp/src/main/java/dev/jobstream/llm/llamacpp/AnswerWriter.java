package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.StopStringMatcher;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.ThinkingSplitter;
import dev.jobstream.llm.Utf8Decoder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the bytes of tokens into deltas: whole characters, thinking apart from text, nothing of a
 * stop string. Not thread-safe.
 */
final class AnswerWriter {
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final ThinkingSplitter splitter;
  private final StopStringMatcher stops;
  private final Consumer<StreamEvent> out;

  AnswerWriter(boolean startsThinking, List<String> stopStrings, Consumer<StreamEvent> out) {
    this.splitter = new ThinkingSplitter(startsThinking);
    this.stops = new StopStringMatcher(stopStrings);
    this.out = out;
  }

  /** Adds the bytes of a token. */
  void write(byte[] bytes) {
    splitter.feed(decoder.decode(bytes), this::pass);
  }

  /** Gives out what was held back. */
  void finish() {
    splitter.feed(decoder.finish(), this::pass);
    splitter.finish(this::pass);
    if (!stops.stopped()) {
      emit(stops.finish());
    }
  }

  private void pass(StreamEvent event) {
    if (event instanceof StreamEvent.TextDelta delta) {
      if (!stops.stopped()) {
        emit(stops.feed(delta.text()));
      }
    } else {
      out.accept(event);
    }
  }

  private void emit(String text) {
    if (!text.isEmpty()) {
      out.accept(new StreamEvent.TextDelta(text));
    }
  }

  /** True once a stop string came up. */
  boolean stopped() {
    return stops.stopped();
  }

  /** True once the answer has begun and no thinking can follow. */
  boolean answering() {
    return splitter.answering();
  }

  /** True while what is written is thinking. */
  boolean thinking() {
    return splitter.thinking();
  }
}
