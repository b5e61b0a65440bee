package dev.jobstream.llm.llamacpp;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a text has got through a grammar, token by token. It admits the same tokens as
 * llama.cpp's own grammar, which looks at every token of the vocabulary each time. Not thread-safe.
 */
final class GrammarCursor {
  private static final int LONGEST_FORCED_TEXT = 500;

  private final GrammarAutomaton automaton;
  private final TokenTrie trie;
  private GrammarAutomaton.State state;
  private int value;
  private int missing;

  /** A place in the grammar that can be gone back to. */
  record Place(GrammarAutomaton.State state, int value, int missing) {}

  GrammarCursor(GrammarAutomaton automaton, TokenTrie trie) {
    this.automaton = automaton;
    this.trie = trie;
    this.state = automaton.start();
  }

  Place place() {
    return new Place(state, value, missing);
  }

  void goTo(Place place) {
    state = place.state();
    value = place.value();
    missing = place.missing();
  }

  /** Whether a token may follow. */
  boolean admits(int token) {
    if (trie.isEnd(token)) {
      return state.canEnd();
    }
    CodePointReader.Decoded text = decoded(token);
    GrammarAutomaton.State end = stateBehind(text);
    return end != null
        && (text.missing() == 0 || CodePointReader.canComplete(end, text.value(), text.missing()));
  }

  /**
   * Goes on behind a token.
   *
   * @throws IllegalArgumentException if it may not follow
   */
  void accept(int token) {
    if (!admits(token)) {
      throw new IllegalArgumentException(
          "The grammar does not admit the token %d.".formatted(token));
    }
    if (trie.isEnd(token)) {
      return;
    }
    CodePointReader.Decoded text = decoded(token);
    GrammarAutomaton.State end = stateBehind(text);
    if (end != null) {
      state = end;
      value = text.value();
      missing = text.missing();
    }
  }

  /** Calls back for every token that may follow, in no particular order. */
  void forEachAdmitted(IntConsumer consumer) {
    if (state.canEnd()) {
      for (int token : trie.endTokens()) {
        consumer.accept(token);
      }
    }
    if (missing == 0) {
      trie.forEachAdmitted(automaton, state, consumer);
      return;
    }
    for (int token : trie.continuingTokens()) {
      if (admits(token)) {
        consumer.accept(token);
      }
    }
  }

  /** Whether the text is complete and nothing can follow. */
  boolean isOver() {
    return state.canEnd() && !state.admitsOneOf(0, CodePointSet.MAX);
  }

  /** The text that must follow whatever is chosen; empty if there is a choice. */
  String forcedText() {
    if (missing != 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    GrammarAutomaton.@Nullable State at = state;
    while (at != null && at.forced() >= 0 && text.length() < LONGEST_FORCED_TEXT) {
      text.appendCodePoint(at.forced());
      at = automaton.next(at, at.forced());
    }
    return text.toString();
  }

  /**
   * Goes on behind as much of a text as may follow.
   *
   * @return how many of its UTF-16 units that was
   */
  int follow(String text) {
    int at = 0;
    while (at < text.length() && missing == 0) {
      int codePoint = text.codePointAt(at);
      GrammarAutomaton.State next = automaton.next(state, codePoint);
      if (next == null) {
        break;
      }
      state = next;
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private CodePointReader.Decoded decoded(int token) {
    return missing > 0 ? trie.decoded(token, value, missing) : trie.decoded(token);
  }

  private GrammarAutomaton.@Nullable State stateBehind(CodePointReader.Decoded text) {
    if (text.missing() < 0) {
      return null;
    }
    GrammarAutomaton.@Nullable State at = state;
    for (int codePoint : text.codePoints()) {
      at = automaton.next(at, codePoint);
      if (at == null) {
        return null;
      }
    }
    return at;
  }
}
