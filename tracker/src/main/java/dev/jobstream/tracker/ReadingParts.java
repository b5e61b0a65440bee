package dev.jobstream.tracker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The parts in which a posting is read: all of it, unless the model's context does not hold that.
 * Parts overlap, so that what stands at a border is read whole, and begin and end with lines where
 * that is possible. Not thread-safe.
 */
final class ReadingParts {
  /** What is left of a context for the answer. */
  private static final int ANSWER_TOKENS = 300;

  /** More parts would take longer than anybody waits for a form. */
  private static final int MOST_PARTS = 12;

  /** A part with less tells nothing of what it is about. */
  private static final int LEAST_CHARACTERS = 400;

  /** How much of the part before it a part begins with. */
  private static final double OVERLAP = 0.15;

  private final String text;
  private final Deque<Span> waiting = new ArrayDeque<>();
  private int read;

  ReadingParts(String text) {
    this.text = text;
    waiting.add(new Span(0, text.length()));
  }

  /** The next part to read; empty after the last. */
  Optional<Span> next() {
    Optional<Span> part = Optional.ofNullable(waiting.poll());
    part.ifPresent(_ -> read++);
    return part;
  }

  /** How many parts there are in all, as far as is known. */
  int count() {
    return read + waiting.size();
  }

  /**
   * Puts smaller parts in the place of the one that was given last.
   *
   * @param promptTokens the tokens of the prompt that it made
   * @param contextTokens the tokens that the context holds
   * @return false if that makes no sense, and nothing was done
   */
  boolean split(Span part, int promptTokens, int contextTokens) {
    int room = contextTokens - ANSWER_TOKENS;
    if (room <= 0 || promptTokens <= 0) {
      return false;
    }
    int pieces = Math.max(2, (int) Math.ceil(promptTokens * (1 + OVERLAP) / room));
    int characters = (part.end() - part.start()) / pieces;
    if (characters < LEAST_CHARACTERS || count() - 1 + pieces > MOST_PARTS) {
      return false;
    }
    List<Span> smaller = new ArrayList<>();
    int begin = part.start();
    for (int piece = 1; piece <= pieces; piece++) {
      int end =
          piece == pieces ? part.end() : border(part.start() + piece * characters, characters);
      smaller.add(new Span(begin, end));
      begin = border(end - (int) (characters * OVERLAP), characters);
    }
    smaller.reversed().forEach(waiting::addFirst);
    read--;
    return true;
  }

  /** A place not far before `at` where a line begins, else a word, else `at` itself. */
  private int border(int at, int characters) {
    int least = at - characters / 5;
    int line = text.lastIndexOf('\n', at - 1) + 1;
    if (line > least) {
      return line;
    }
    int word = text.lastIndexOf(' ', at - 1) + 1;
    if (word > least) {
      return word;
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
