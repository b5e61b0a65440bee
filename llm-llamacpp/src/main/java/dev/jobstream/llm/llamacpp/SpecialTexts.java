package dev.jobstream.llm.llamacpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what people write from being read as special tokens.
 *
 * <p>A message is marked within every special text that it holds, the marked messages are rendered,
 * and the prompt is cut at the marks: no piece holds a special text that a message brought. A mark
 * never stands at a message's edge with white space beyond it, so that a template's trims see the
 * same text. Immutable and thread-safe. The time taken grows with the text alone, however many
 * special texts there are (Aho and Corasick's automaton).
 *
 * <p>Left alone are special texts of one character, which cannot be cut, and of white space, which
 * order nothing. One that begins with white space is kept apart within a message, not across two.
 */
final class SpecialTexts {
  /** A noncharacter: Unicode promises that it is never part of a text. */
  private static final char MARK = '\uFDD0';

  private static final int ROOT = 0;

  /** The steps from a state by a character, as {@code state << 16 | character}. */
  private final Map<Long, Integer> steps = new HashMap<>();

  /** The characters that special texts begin with: nearly all others stop here. */
  private final BitSet firstCharacters = new BitSet();

  /** Of each state: the state of its longest proper suffix. */
  private int[] suffixes = new int[0];

  /** Of each state: the length of the shortest special text that ends there; 0 if there is none. */
  private int[] lengths = new int[16];

  /** Of each state: how far before its end that text is cut. */
  private int[] cuts = new int[16];

  private int states = 1;

  SpecialTexts(Collection<String> texts) {
    for (String text : texts) {
      int cut = cut(text);
      if (cut > 0) {
        add(text, cut);
      }
    }
    link();
  }

  /**
   * Where a special text is cut, between two characters that are not white space if it has such; 0
   * if it cannot be cut, or is nothing but white space, which says nothing to a model.
   */
  private static int cut(String text) {
    if (text.codePoints().allMatch(SpecialTexts::isSpace)) {
      return 0;
    }
    int first = text.offsetByCodePoints(0, 1);
    for (int at = first; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      if (!isSpace(text.codePointBefore(at)) && !isSpace(text.codePointAt(at))) {
        return at;
      }
    }
    return first < text.length() ? first : 0;
  }

  /** Whether any template's trim takes the character away. */
  private static boolean isSpace(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u0085';
  }

  private void add(String text, int cut) {
    int state = ROOT;
    firstCharacters.set(text.charAt(0));
    for (int i = 0; i < text.length(); i++) {
      long step = step(state, text.charAt(i));
      Integer next = steps.get(step);
      if (next == null) {
        next = states++;
        if (states > lengths.length) {
          lengths = Arrays.copyOf(lengths, 2 * states);
          cuts = Arrays.copyOf(cuts, 2 * states);
        }
        steps.put(step, next);
      }
      state = next;
    }
    lengths[state] = text.length();
    cuts[state] = text.length() - cut;
  }

  private static long step(int state, char character) {
    return ((long) state << 16) | character;
  }

  /** Finds the suffixes, shorter states first. */
  private void link() {
    suffixes = new int[states];
    Map<Integer, List<Long>> stepsFrom = new HashMap<>();
    for (long step : steps.keySet()) {
      stepsFrom.computeIfAbsent((int) (step >> 16), state -> new ArrayList<>()).add(step);
    }
    Deque<Integer> waiting = new ArrayDeque<>(List.of(ROOT));
    while (!waiting.isEmpty()) {
      int state = waiting.remove();
      for (long step : stepsFrom.getOrDefault(state, List.of())) {
        int next = steps.getOrDefault(step, ROOT);
        int suffix = state == ROOT ? ROOT : next(suffixes[state], (char) step);
        suffixes[next] = suffix;
        if (lengths[suffix] > 0) {
          lengths[next] = lengths[suffix];
          cuts[next] = cuts[suffix];
        }
        waiting.add(next);
      }
    }
  }

  private int next(int from, char character) {
    int state = from;
    while (true) {
      if (state == ROOT && !firstCharacters.get(character)) {
        return ROOT;
      }
      Integer next = steps.get(step(state, character));
      if (next != null) {
        return next;
      }
      if (state == ROOT) {
        return ROOT;
      }
      state = suffixes[state];
    }
  }

  /** The text with a mark in each special text. */
  String marked(String text) {
    String clean = unmarked(text);
    int end = clean.length();
    while (end > 0 && isSpace(clean.charAt(end - 1))) {
      end--;
    }
    StringBuilder marked = new StringBuilder();
    int lastCut = 0;
    int state = ROOT;
    for (int i = 0; i < end; i++) {
      state = next(state, clean.charAt(i));
      int length = lengths[state];
      if (length > 0 && lastCut <= i + 1 - length) {
        int cut = i + 1 - cuts[state];
        marked.append(clean, lastCut, cut).append(MARK);
        lastCut = cut;
      }
    }
    if (state != ROOT && lastCut < end) {
      // The text ends as a special text begins, and what the template writes behind it, another
      // message for instance, might complete it.
      marked.append(clean, lastCut, end).append(MARK);
      lastCut = end;
    }
    return lastCut == 0 ? clean : marked.append(clean, lastCut, clean.length()).toString();
  }

  /** The text without marks. */
  static String unmarked(String text) {
    return text.replace(String.valueOf(MARK), "");
  }

  /** The rendered text, cut at its marks. */
  static List<String> pieces(String rendered) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = rendered.indexOf(MARK); at >= 0; at = rendered.indexOf(MARK, from)) {
      if (at > from) {
        pieces.add(rendered.substring(from, at));
      }
      from = at + 1;
    }
    if (from < rendered.length() || pieces.isEmpty()) {
      pieces.add(rendered.substring(from));
    }
    return pieces;
  }
}
