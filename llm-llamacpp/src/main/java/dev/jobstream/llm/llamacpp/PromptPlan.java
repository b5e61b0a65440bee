package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A prompt and the pieces in which it is read.
 *
 * <p>Numbers differ in their last bits with the size of a batch, which is enough to turn a close
 * choice. So the pieces depend on the prompt alone, never on what a context has read before: a used
 * context then gives the same answer as a fresh one. And no piece but the last is shorter than
 * {@link #SHORTEST_PIECE} (where batches have twice as many tokens or more), from which on
 * llama.cpp's CPU code was measured to give the same bits whatever the size: the answer is then
 * also the one of llama.cpp's own programs, which read in whole batches.
 */
final class PromptPlan {
  static final int SHORTEST_PIECE = 64;

  /**
   * How many pieces behind the fixed beginning a batch would hold: short ones, so that a change
   * late in a text costs little.
   */
  private static final int PIECES_PER_BATCH = 4;

  /** Nothing was read. */
  static final PromptPlan EMPTY = new PromptPlan(new int[0], List.of(), 0);

  private final int[] tokens;
  private final List<Integer> ends;
  private final int fixed;

  private PromptPlan(int[] tokens, List<Integer> ends, int fixed) {
    this.tokens = tokens;
    this.ends = ends;
    this.fixed = fixed;
  }

  /**
   * Plans a prompt.
   *
   * @param fixedTokens how many tokens at the beginning are likely to be the same in the next
   *     prompt; if there are enough, they end a piece, so that they can be kept; 0 if unknown
   * @param batchTokens the most tokens of a piece
   */
  static PromptPlan of(int[] tokens, int fixedTokens, int batchTokens) {
    int length = tokens.length;
    int remainder = length % batchTokens;
    int tail = length > batchTokens && remainder < SHORTEST_PIECE ? remainder : 0;
    int bodyEnd = length - tail;
    List<Integer> ends = new ArrayList<>();
    boolean keeps = fixedTokens >= SHORTEST_PIECE && bodyEnd - fixedTokens >= SHORTEST_PIECE;
    if (keeps) {
      cutEvenly(ends, 0, fixedTokens, batchTokens);
      cutShort(ends, fixedTokens, bodyEnd, batchTokens);
    } else {
      for (int end = batchTokens; end < bodyEnd; end += batchTokens) {
        ends.add(end);
      }
      ends.add(bodyEnd);
    }
    if (tail > 0) {
      ends.add(length);
    }
    return new PromptPlan(tokens, List.copyOf(ends), keeps ? fixedTokens : 0);
  }

  private static void cutEvenly(List<Integer> ends, int from, int to, int batchTokens) {
    int pieces = Math.ceilDiv(to - from, batchTokens);
    for (int i = 1; i <= pieces; i++) {
      ends.add(from + (int) ((long) (to - from) * i / pieces));
    }
  }

  /** Cuts at places that do not depend on where the text ends, but for the last. */
  private static void cutShort(List<Integer> ends, int from, int to, int batchTokens) {
    int piece = Math.min(batchTokens, Math.max(SHORTEST_PIECE, batchTokens / PIECES_PER_BATCH));
    int end = from;
    while (to - end - piece >= SHORTEST_PIECE) {
      end += piece;
      ends.add(end);
    }
    cutEvenly(ends, end, to, batchTokens);
  }

  /**
   * How many tokens need not be read again after another prompt was read: up to the last end of a
   * piece before which both prompts, and their pieces, are the same.
   */
  int sharedWith(PromptPlan earlier) {
    int same = Arrays.mismatch(tokens, earlier.tokens);
    if (same < 0) {
      same = tokens.length;
    }
    int shared = 0;
    for (int i = 0; i < Math.min(ends.size(), earlier.ends.size()); i++) {
      int end = ends.get(i);
      if (end > same || end != earlier.ends.get(i)) {
        break;
      }
      shared = end;
    }
    return shared;
  }

  /** The token at an index. */
  int token(int index) {
    return tokens[index];
  }

  /** Where each piece ends, ascending; the last is the prompt's length. */
  List<Integer> ends() {
    return ends;
  }

  /** The tokens of the fixed beginning; none if it ends no piece. */
  int[] fixedTokens() {
    return Arrays.copyOf(tokens, fixed);
  }

  int length() {
    return tokens.length;
  }

  /** The first pieces of this plan, up to a piece's end. */
  PromptPlan upTo(int end) {
    return new PromptPlan(
        Arrays.copyOf(tokens, end),
        ends.stream().filter(e -> e <= end).toList(),
        fixed <= end ? fixed : 0);
  }
}
