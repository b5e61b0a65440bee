package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Makes the nodes of a quotation, as far as a walk through it gets. Not thread-safe. */
final class QuotationNodes {
  private static final CodePointSet BACKSLASH = CodePointSet.of('\\');
  private static final CodePointSet SPACE = CodePointSet.of(' ');

  private final QuotedText text;
  private final int most;
  private final GrammarGraph.Node next;
  private final BiFunction<CodePointSet, GrammarGraph.Node, GrammarGraph.Match> match;

  /** The nodes that match the character at a place, by it and by how many characters are left. */
  private final Map<Long, GrammarGraph.Node> made = new HashMap<>();

  /**
   * @param next what follows the quotation
   * @param match makes a node that matches a set
   */
  QuotationNodes(
      GbnfParser.Quotation quotation,
      GrammarGraph.Node next,
      BiFunction<CodePointSet, GrammarGraph.Node, GrammarGraph.Match> match) {
    this.text = quotation.text();
    this.most = quotation.most();
    this.next = next;
    this.match = match;
  }

  /** The sets of all characters that it can have. */
  List<CodePointSet> sets() {
    List<CodePointSet> sets = new ArrayList<>(List.of(BACKSLASH, SPACE));
    for (int codePoint : text.alphabet()) {
      sets.add(inAnyCase(codePoint));
    }
    return sets;
  }

  /** Where a quotation begins. */
  GrammarGraph.Node start() {
    GrammarGraph.Split start = new GrammarGraph.Split();
    start.ways.add(next);
    if (most > 0) {
      GrammarGraph.Split behindSpace = starts(most - 1);
      if (!behindSpace.ways.isEmpty()) {
        start.ways.add(match.apply(SPACE, behindSpace));
      }
    }
    start.ways.addAll(starts(most).ways);
    return start;
  }

  private GrammarGraph.Split starts(int left) {
    GrammarGraph.Split starts = new GrammarGraph.Split();
    text.starts()
        .filter(place -> text.canGoOn(place, left))
        .forEach(place -> starts.ways.add(at(place, left)));
    return starts;
  }

  /** Matches the character at a place and goes on from there. */
  private GrammarGraph.Node at(int place, int left) {
    long key = ((long) place << 32) | left;
    GrammarGraph.Node known = made.get(key);
    if (known == null) {
      GrammarGraph.Node behind = new GrammarGraph.Quoting(() -> waysOn(place, left - 1));
      int codePoint = text.codePoint(place);
      known = match.apply(inAnyCase(codePoint), behind);
      if (codePoint == '"' || codePoint == '\\') {
        known = match.apply(BACKSLASH, known);
      }
      made.put(key, known);
    }
    return known;
  }

  private GrammarGraph.Node waysOn(int place, int left) {
    GrammarGraph.Split ways = new GrammarGraph.Split();
    if (text.canEndBehind(place)) {
      ways.ways.add(next);
    }
    if (text.canGoOn(place + 1, left)) {
      ways.ways.add(at(place + 1, left));
    }
    return ways;
  }

  private static CodePointSet inAnyCase(int codePoint) {
    int upper = Character.toUpperCase(codePoint);
    int lower = Character.toLowerCase(codePoint);
    return CodePointSet.of(
        List.of(
            new CodePointSet.Range(codePoint, codePoint),
            new CodePointSet.Range(upper, upper),
            new CodePointSet.Range(lower, lower)));
  }
}
