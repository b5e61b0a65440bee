package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All tokens of a vocabulary as a tree of their characters, so that a grammar which refuses a
 * character refuses at once every token that goes on with it. Immutable.
 *
 * <p>The tree lies in arrays in the order of a walk through it: node, first child with all below
 * it, second child, and so on.
 */
final class TokenTrie {
  private final CodePointReader.Decoded[] decoded;
  private final byte[][] continuing;
  private final int[] endTokens;
  private final boolean[] isEnd;
  private final int[] continuingTokens;

  /** The character of each node; the first is the root and has none. */
  private final int[] codePoints;

  /** Behind the last node below each node. */
  private final int[] nodeEnds;

  /** Where the tokens of each node begin in {@link #tokens}. */
  private final int[] tokenStarts;

  private final int[] tokens;
  private final int depth;

  /**
   * @param pieces the bytes of every token, those of control tokens included
   * @param endTokens the tokens that end an answer
   */
  TokenTrie(byte[][] pieces, int[] endTokens) {
    this.endTokens = endTokens;
    isEnd = new boolean[pieces.length];
    Arrays.stream(endTokens).forEach(token -> isEnd[token] = true);
    decoded = new CodePointReader.Decoded[pieces.length];
    continuing = new byte[pieces.length][];
    for (int token = 0; token < pieces.length; token++) {
      byte[] piece = pieces[token];
      boolean empty = piece.length == 0 || piece[0] == 0;
      decoded[token] = empty ? CodePointReader.INVALID : CodePointReader.decode(piece, 0, 0);
      continuing[token] = !empty && (piece[0] & 0xC0) == 0x80 ? piece : new byte[0];
    }
    continuingTokens = usable(token -> continuing[token].length > 0);
    tokens =
        Arrays.stream(usable(token -> decoded[token].missing() >= 0))
            .boxed()
            .sorted(Comparator.comparing(token -> decoded[token].codePoints(), Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
    Nodes nodes = new Nodes();
    nodes.build();
    codePoints = nodes.codePoints.toArray();
    nodeEnds = nodes.ends.toArray();
    tokenStarts = nodes.tokenStarts.toArray();
    depth = nodes.depth;
  }

  private int[] usable(java.util.function.IntPredicate test) {
    return IntStream.range(0, decoded.length).filter(t -> !isEnd[t] && test.test(t)).toArray();
  }

  boolean isEnd(int token) {
    return isEnd[token];
  }

  /** The characters of a token that begins between two characters. */
  CodePointReader.Decoded decoded(int token) {
    return decoded[token];
  }

  /** The characters of a token that begins within one. */
  CodePointReader.Decoded decoded(int token, int value, int missing) {
    byte[] piece = continuing[token];
    return piece.length == 0
        ? CodePointReader.INVALID
        : CodePointReader.decode(piece, value, missing);
  }

  /** The tokens that can go on within a character. */
  int[] continuingTokens() {
    return continuingTokens;
  }

  /** The tokens that end an answer. */
  int[] endTokens() {
    return endTokens;
  }

  /** Calls back for every token whose characters may follow a state, in no particular order. */
  void forEachAdmitted(
      GrammarAutomaton automaton, GrammarAutomaton.State start, IntConsumer consumer) {
    GrammarAutomaton.@Nullable State[] states = new GrammarAutomaton.State[depth + 1];
    int[] ends = new int[depth + 1];
    states[0] = start;
    ends[0] = codePoints.length;
    tokensOf(0, start, consumer);
    int level = 0;
    int node = 1;
    while (node < codePoints.length) {
      while (node >= ends[level]) {
        level--;
      }
      GrammarAutomaton.State parent = states[level];
      GrammarAutomaton.State state =
          parent == null ? null : automaton.next(parent, codePoints[node]);
      if (state == null) {
        node = nodeEnds[node];
        continue;
      }
      tokensOf(node, state, consumer);
      level++;
      states[level] = state;
      ends[level] = nodeEnds[node];
      node++;
    }
  }

  private void tokensOf(int node, GrammarAutomaton.State state, IntConsumer consumer) {
    for (int i = tokenStarts[node]; i < tokenStarts[node + 1]; i++) {
      CodePointReader.Decoded token = decoded[tokens[i]];
      if (token.missing() == 0
          || CodePointReader.canComplete(state, token.value(), token.missing())) {
        consumer.accept(tokens[i]);
      }
    }
  }

  /** Collects the arrays, out of the sorted tokens. */
  private final class Nodes {
    private final Ints codePoints = new Ints();
    private final Ints ends = new Ints();
    private final Ints tokenStarts = new Ints();
    private final List<Integer> open = new ArrayList<>();
    private int depth;

    void build() {
      open(-1, 0);
      int[] before = new int[0];
      for (int i = 0; i < tokens.length; i++) {
        int[] text = decoded[tokens[i]].codePoints();
        int same = Arrays.mismatch(before, text);
        int shared = same < 0 ? text.length : same;
        close(shared + 1);
        for (int j = shared; j < text.length; j++) {
          open(text[j], i);
        }
        before = text;
      }
      close(0);
      tokenStarts.add(tokens.length);
    }

    private void open(int codePoint, int firstToken) {
      open.add(codePoints.size());
      depth = Math.max(depth, open.size());
      codePoints.add(codePoint);
      ends.add(0);
      tokenStarts.add(firstToken);
    }

    private void close(int left) {
      while (open.size() > left) {
        ends.set(open.removeLast(), codePoints.size());
      }
    }
  }

  /** A list of numbers that grows. */
  private static final class Ints {
    private int[] values = new int[1024];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    void set(int index, int value) {
      values[index] = value;
    }

    int size() {
      return size;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
