package dev.jobstream.llm.http;

import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StopStringMatcher;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.ThinkingSplitter;
import dev.jobstream.llm.TokenUsage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it arrives: what a protocol's decoder reports comes out as events. Used by the
 * reading thread alone.
 */
final class Answer {
  private final ArrayDeque<StreamEvent> ready = new ArrayDeque<>();
  private final StopStringMatcher stops;
  private final CodePointJoiner text = new CodePointJoiner();
  private final CodePointJoiner thinking = new CodePointJoiner();

  /** Servers that do not tell thinking apart write it in tags; null once that is ruled out. */
  private @Nullable ThinkingSplitter splitter = new ThinkingSplitter(false);

  private final boolean hasStops;
  private Phase phase = Phase.READING;
  private boolean begun;
  private boolean ended;
  private boolean flushed;
  private @Nullable FinishReason finishReason;
  private @Nullable LlmException error;

  // What the server counted and measured; negative if it did not say.
  private int promptTokens = -1;
  private int cachedPromptTokens = -1;
  private int completionTokens = -1;
  private Duration loading = Duration.ZERO;
  private Duration reading = Duration.ZERO;
  private Duration writing = Duration.ZERO;

  Answer(List<String> stopStrings) {
    stops = new StopStringMatcher(stopStrings);
    hasStops = !stopStrings.isEmpty();
  }

  /** A piece of the answer, thinking in tags included. */
  void text(@Nullable String piece) {
    if (piece == null || piece.isEmpty() || ended) {
      return;
    }
    route(text.feed(piece));
  }

  private void route(String whole) {
    if (whole.isEmpty()) {
      return;
    }
    if (splitter == null) {
      visible(whole);
      return;
    }
    splitter.feed(whole, this::split);
    if (phase == Phase.WRITING || stoppedEarly()) {
      splitter = null;
    }
  }

  /** A piece of thinking that the server tells apart. */
  void thinking(@Nullable String piece) {
    if (piece == null || piece.isEmpty() || ended) {
      return;
    }
    String whole = thinking.feed(piece);
    if (!whole.isEmpty()) {
      begun = true;
      phase = Phase.THINKING;
      ready.add(new StreamEvent.ThinkingDelta(whole));
    }
  }

  private void split(StreamEvent event) {
    switch (event) {
      case StreamEvent.TextDelta delta -> visible(delta.text());
      case StreamEvent.ThinkingDelta delta -> {
        begun = true;
        phase = Phase.THINKING;
        ready.add(delta);
      }
      case StreamEvent.Progress progress -> {}
      case StreamEvent.PropertyConfidence sure -> {}
      case StreamEvent.ModelSwitched switched -> {}
      case StreamEvent.Terminal terminal -> {}
    }
  }

  private void visible(String whole) {
    show(hasStops ? stops.feed(whole) : whole);
    if (hasStops) {
      matched();
    }
  }

  private void show(String certain) {
    if (!certain.isEmpty()) {
      begun = true;
      phase = Phase.WRITING;
      ready.add(new StreamEvent.TextDelta(certain));
    }
  }

  /** Ends the answer if a stop string came up. */
  private void matched() {
    if (stops.stopped()) {
      finishReason = FinishReason.STOP_STRING;
      ended = true;
    }
  }

  /** How far the server is with the prompt. */
  void reading(long done, long total) {
    if (!begun) {
      ready.add(new StreamEvent.Progress(Phase.READING, done, total));
    }
  }

  /** Why the model stopped; the stream may go on with what it counted. */
  void finished(FinishReason reason) {
    if (finishReason == null) {
      finishReason = reason;
    }
  }

  /** The protocol's own end mark has come. */
  void end() {
    ended = true;
  }

  /** The server says that it failed. */
  void fail(LlmException failure) {
    if (!ended) {
      error = failure;
      ended = true;
    }
  }

  /** What the server counted; a negative value leaves what it said before. */
  void usage(int prompt, int cached, int completion) {
    promptTokens = prompt >= 0 ? prompt : promptTokens;
    cachedPromptTokens = cached >= 0 ? cached : cachedPromptTokens;
    completionTokens = completion >= 0 ? completion : completionTokens;
  }

  /** What the server measured; a negative value leaves what it said before. */
  void times(long loadingNanos, long readingNanos, long writingNanos) {
    loading = loadingNanos >= 0 ? Duration.ofNanos(loadingNanos) : loading;
    reading = readingNanos >= 0 ? Duration.ofNanos(readingNanos) : reading;
    writing = writingNanos >= 0 ? Duration.ofNanos(writingNanos) : writing;
  }

  Duration loading() {
    return loading;
  }

  Duration reading() {
    return reading;
  }

  Duration writing() {
    return writing;
  }

  /** The next event that is ready; null if there is none. */
  @Nullable StreamEvent poll() {
    return ready.poll();
  }

  /** Whether an event is ready. */
  boolean hasReady() {
    return !ready.isEmpty();
  }

  /** Hands out what was held back, as nothing will follow. */
  void flush() {
    if (flushed || stoppedEarly()) {
      return;
    }
    flushed = true;
    String half = thinking.finish();
    if (!half.isEmpty()) {
      ready.add(new StreamEvent.ThinkingDelta(half));
    }
    route(text.finish());
    if (splitter != null) {
      splitter.finish(this::split);
    }
    if (hasStops) {
      show(stops.finish());
      matched();
    }
  }

  /** Whether anything visible has come. */
  boolean begun() {
    return begun;
  }

  /** Whether nothing more is to be read: an end, an error or a stop string. */
  boolean ended() {
    return ended;
  }

  /** Whether a stop string ended the answer, so that the server may still be writing. */
  boolean stoppedEarly() {
    return hasStops && stops.stopped();
  }

  Phase phase() {
    return phase;
  }

  @Nullable FinishReason finishReason() {
    return finishReason;
  }

  @Nullable LlmException error() {
    return error;
  }

  TokenUsage usage() {
    return new TokenUsage(promptTokens, cachedPromptTokens, completionTokens);
  }
}
