package dev.jobstream.testsupport.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted server answers, whatever its protocol. Immutable.
 *
 * @param refusal the status that is sent in place of an answer; 0 for none
 * @param retryAfter the header of that name; null for none
 * @param thinking pieces of thinking, first
 * @param text pieces of the answer
 * @param pauseMillis between two pieces
 * @param end how it ends
 * @param error what the server says when it refuses or fails
 */
public record ScriptedAnswer(
    int refusal,
    @Nullable String retryAfter,
    List<String> thinking,
    List<String> text,
    long pauseMillis,
    End end,
    String error) {

  /** How an answer ends. */
  public enum End {
    /** As the protocol says, because the model was done. */
    DONE,
    /** As the protocol says, because the limit of tokens was reached. */
    LENGTH,
    /** With an error that the protocol has within an answer. */
    ERROR,
    /** With the connection, in the middle. */
    CUT,
    /** Never: the pieces come again and again until the client goes. */
    NEVER,
    /** Never: after the pieces there is silence until the client goes. */
    SILENCE
  }

  public ScriptedAnswer {
    thinking = List.copyOf(thinking);
    text = List.copyOf(text);
  }

  /** An answer in pieces. */
  public static ScriptedAnswer of(String... text) {
    return new ScriptedAnswer(0, null, List.of(), List.of(text), 0, End.DONE, "");
  }

  /** An answer in pieces of a few characters, as a model writes it. */
  public static ScriptedAnswer written(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end =
          text.offsetByCodePoints(start, Math.min(4, text.codePointCount(start, text.length())));
      pieces.add(text.substring(start, end));
      start = end;
    }
    return of(pieces.toArray(String[]::new));
  }

  /** A refusal before any answer. */
  public static ScriptedAnswer refused(int status, String error) {
    return new ScriptedAnswer(status, null, List.of(), Collections.emptyList(), 0, End.DONE, error);
  }

  public ScriptedAnswer withRetryAfter(String value) {
    return new ScriptedAnswer(refusal, value, thinking, text, pauseMillis, end, error);
  }

  public ScriptedAnswer withThinking(String... pieces) {
    return new ScriptedAnswer(refusal, retryAfter, List.of(pieces), text, pauseMillis, end, error);
  }

  public ScriptedAnswer withPause(long millis) {
    return new ScriptedAnswer(refusal, retryAfter, thinking, text, millis, end, error);
  }

  public ScriptedAnswer withEnd(End value) {
    return new ScriptedAnswer(refusal, retryAfter, thinking, text, pauseMillis, value, error);
  }

  /** The same, ended by an error within. */
  public ScriptedAnswer failing(String words) {
    return new ScriptedAnswer(refusal, retryAfter, thinking, text, pauseMillis, End.ERROR, words);
  }
}
