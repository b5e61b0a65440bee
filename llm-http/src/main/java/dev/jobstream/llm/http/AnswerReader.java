package dev.jobstream.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one response into events, the terminal one apart. What it gives depends on the
 * bytes alone and not on how they come. Used by the reading thread alone.
 */
final class AnswerReader {
  private final Dialect dialect;
  private final ChatRequest request;
  private final EventReader reader;
  private final Dialect.Decoder decoder;
  private final Answer answer;

  /** Nothing more is read of the bytes. */
  private boolean abandoned;

  AnswerReader(Dialect dialect, ChatRequest request) {
    this.dialect = dialect;
    this.request = request;
    this.reader = dialect.reader();
    this.decoder = dialect.decoder(request);
    this.answer = new Answer(request.stopStrings());
  }

  /** Takes bytes over. */
  void add(ByteBuffer bytes) {
    reader.add(bytes);
  }

  /**
   * The next event that the bytes so far give; null if there is none.
   *
   * @throws WireException if the bytes are none of the protocol
   */
  @Nullable StreamEvent poll() {
    StreamEvent event = answer.poll();
    while (event == null && !answer.ended() && !abandoned && reader.next()) {
      decode(false);
      event = answer.poll();
    }
    return event;
  }

  /** Whether the answer needs no more bytes. */
  boolean ended() {
    return answer.ended();
  }

  /** Whether the answer was ended from here, so that the server may still be writing. */
  boolean endedHere() {
    return answer.stoppedEarly();
  }

  /** No more bytes will come: what they leave is ready to be polled. */
  void bodyEnded() {
    while (!answer.ended() && reader.last()) {
      decode(true);
    }
    answer.flush();
  }

  /** Nothing more will be read: what was held back is ready to be polled. */
  void abandon() {
    abandoned = true;
    answer.flush();
  }

  private void decode(boolean atEnd) {
    try {
      decoder.decode(reader.bytes(), reader.start(), reader.end(), answer);
    } catch (JsonProcessingException e) {
      // Half an event at the end is no fault of its own: the body broke off within it.
      if (!decodeRepaired() && !atEnd) {
        throw new WireException("something that is no JSON");
      }
    }
  }

  /** Some servers cut a code point in two; true if that was all that was wrong. */
  private boolean decodeRepaired() {
    byte[] repaired = Json.repaired(reader.bytes(), reader.start(), reader.end());
    if (answer.hasReady()
        || Arrays.equals(
            repaired, 0, repaired.length, reader.bytes(), reader.start(), reader.end())) {
      return false;
    }
    try {
      decoder.decode(repaired, 0, repaired.length, answer);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * How the answer ended, when nothing more is to be read.
   *
   * @param fault what broke the body; null if nothing did
   */
  StreamEvent.Terminal end(@Nullable IOException fault, StreamClock clock) {
    LlmException error = answer.error();
    FinishReason reason = answer.finishReason();
    if (error == null && (answer.ended() || reason != null)) {
      error = dialect.review(answer, request);
      if (error == null) {
        return new StreamEvent.Completed(
            reason == null ? FinishReason.STOP : reason, answer.usage(), clock.stop(answer));
      }
    }
    if (error == null) {
      error = ConnectionFault.brokenOff(fault, dialect.server(), answer.begun());
    }
    return new StreamEvent.Failed(error, answer.usage(), clock.stop(answer));
  }

  Answer answer() {
    return answer;
  }
}
