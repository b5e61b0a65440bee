package dev.jobstream.llm.llamacpp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grammar that is read character by character. Its states are sets of places in the grammar, each
 * with the rules that it was called from, as in llama.cpp's own grammar; but a state is worked out
 * only once, and then found by one look into a table. Not thread-safe.
 */
final class GrammarAutomaton {
  /** Beyond so many states the known ones are forgotten, so that memory is bounded. */
  private static final int MOST_STATES = 20_000;

  /** A place, and where to go on when its rule has ended. Equal stacks are one object. */
  private static final class Stack {
    final GrammarGraph.Node top;
    final @Nullable Stack below;

    Stack(GrammarGraph.Node top, @Nullable Stack below) {
      this.top = top;
      this.below = below;
    }
  }

  private record StackKey(GrammarGraph.Node top, @Nullable Stack below) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof StackKey key && key.top == top && key.below == below;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(top) * 31 + System.identityHashCode(below);
    }
  }

  /** Where some characters lead to. */
  private static final class Page {
    static final int SIZE = 32;

    final @Nullable State[] states = new State[SIZE];
  }

  /** What may follow. Belongs to its automaton. */
  static final class State {
    private static final int NOT_LOOKED_FOR = -2;
    private static final int NOT_FORCED = -1;

    /** In the place of a state that there is not. */
    private static final State NONE = new State(Set.of(), false, 0);

    private final Set<Stack> stacks;
    private final boolean canEnd;

    /**
     * The states behind this one by the group of a character, in pages: most are never asked for.
     */
    private final @Nullable Page[] next;

    private int forced = NOT_LOOKED_FOR;

    private State(Set<Stack> stacks, boolean canEnd, int groups) {
      this.stacks = stacks;
      this.canEnd = canEnd;
      this.next = new Page[(groups + Page.SIZE - 1) / Page.SIZE];
    }

    /** Whether the text may end here. */
    boolean canEnd() {
      return canEnd;
    }

    /** Whether a character in so many ranges of numbers may follow; both ends belong to it. */
    boolean admitsOneOf(int first, int last) {
      return stacks.stream().anyMatch(stack -> set(stack).intersects(first, last));
    }

    /** The only character that may follow; a negative number if the text may end, or go on so. */
    int forced() {
      if (forced == NOT_LOOKED_FOR) {
        int[] only = stacks.stream().mapToInt(stack -> set(stack).only()).distinct().toArray();
        forced = canEnd || only.length != 1 ? NOT_FORCED : only[0];
      }
      return forced;
    }

    private static CodePointSet set(Stack stack) {
      return ((GrammarGraph.Match) stack.top).set;
    }
  }

  private final GrammarGraph graph;
  private final Map<StackKey, Stack> interned = new HashMap<>();
  private final Map<Set<Stack>, State> states = new HashMap<>();
  private final Map<Set<Stack>, State> endStates = new HashMap<>();
  private final State start;

  GrammarAutomaton(GrammarGraph graph) {
    this.graph = graph;
    Closure closure = new Closure();
    closure.add(graph.start(graph.ruleIndex("root")), null);
    this.start = closure.state();
  }

  /** The automaton of a grammar in GBNF, which begins with the rule {@code root}. */
  static GrammarAutomaton of(String gbnf) {
    return new GrammarAutomaton(new GrammarGraph(GbnfParser.parse(gbnf)));
  }

  State start() {
    return start;
  }

  /** The state behind a character; null if it may not follow. */
  @Nullable State next(State state, int codePoint) {
    int group = graph.group(codePoint);
    Page page = state.next[group / Page.SIZE];
    if (page == null) {
      page = new Page();
      state.next[group / Page.SIZE] = page;
    }
    State known = page.states[group % Page.SIZE];
    if (known != null) {
      return known == State.NONE ? null : known;
    }
    Closure closure = new Closure();
    for (Stack stack : state.stacks) {
      GrammarGraph.Match match = (GrammarGraph.Match) stack.top;
      if (graph.matches(match, group)) {
        closure.add(match.next, stack.below);
      }
    }
    State next = closure.isEmpty() ? null : closure.state();
    page.states[group % Page.SIZE] = next == null ? State.NONE : next;
    return next;
  }

  private Stack intern(GrammarGraph.Node top, @Nullable Stack below) {
    return interned.computeIfAbsent(
        new StackKey(top, below), key -> new Stack(key.top(), key.below()));
  }

  /** Collects the stacks whose top is a character. */
  private final class Closure {
    private final Set<Stack> stacks = new LinkedHashSet<>();
    private final Set<StackKey> seen = new HashSet<>();
    private final Deque<StackKey> todo = new ArrayDeque<>();
    private boolean canEnd;

    void add(GrammarGraph.Node node, @Nullable Stack below) {
      todo.push(new StackKey(node, below));
      while (!todo.isEmpty()) {
        StackKey place = todo.pop();
        if (seen.add(place)) {
          follow(place);
        }
      }
    }

    private void follow(StackKey place) {
      switch (place.top()) {
        case GrammarGraph.End end -> {
          Stack below = place.below();
          if (below == null) {
            canEnd = true;
          } else {
            todo.push(new StackKey(below.top, below.below));
          }
        }
        case GrammarGraph.Match match -> stacks.add(intern(match, place.below()));
        case GrammarGraph.Call call -> {
          // A rule that is called last needs no way back: else lists would pile up their ends.
          boolean last = call.next == GrammarGraph.End.END;
          Stack below = last ? place.below() : intern(call.next, place.below());
          todo.push(new StackKey(graph.start(call.rule), below));
        }
        case GrammarGraph.Quoting quoting -> todo.push(new StackKey(quoting.find(), place.below()));
        case GrammarGraph.Split split ->
            split.ways.forEach(way -> todo.push(new StackKey(way, place.below())));
      }
    }

    boolean isEmpty() {
      return stacks.isEmpty() && !canEnd;
    }

    State state() {
      if (states.size() + endStates.size() >= MOST_STATES) {
        states.clear();
        endStates.clear();
        interned.clear();
        // What was worked out from the start on is reachable from it.
        Arrays.fill(start.next, null);
      }
      return (canEnd ? endStates : states)
          .computeIfAbsent(stacks, key -> new State(key, canEnd, graph.groupCount()));
    }
  }
}
