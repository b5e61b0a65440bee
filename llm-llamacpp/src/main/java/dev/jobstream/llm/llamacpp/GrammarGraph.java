package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A grammar as a graph: each rule is a net of nodes that match a character, call another rule, or
 * split into several ways. Characters that no part of the grammar tells apart form one group, so
 * that what follows is decided by a group and not by a million characters. Immutable.
 */
final class GrammarGraph {

  /** A place in a rule. */
  sealed interface Node {}

  /** A rule's end. */
  enum End implements Node {
    END
  }

  /** One character of a set. */
  static final class Match implements Node {
    final CodePointSet set;
    final Node next;
    private final int setIndex;

    Match(CodePointSet set, int setIndex, Node next) {
      this.set = set;
      this.setIndex = setIndex;
      this.next = next;
    }
  }

  /** Another rule, and what comes after it. */
  static final class Call implements Node {
    final int rule;
    final Node next;

    Call(int rule, Node next) {
      this.rule = rule;
      this.next = next;
    }
  }

  /** Several ways on. */
  static final class Split implements Node {
    final List<Node> ways = new ArrayList<>();
  }

  /** A place in a quotation, whose ways on are made when one gets there: there are very many. */
  static final class Quoting implements Node {
    private final Supplier<Node> found;

    Quoting(Supplier<Node> found) {
      this.found = found;
    }

    Node find() {
      return found.get();
    }
  }

  private final Map<String, Integer> ruleIndexes = new HashMap<>();
  private final Node[] starts;
  private final Map<CodePointSet, Integer> sets = new LinkedHashMap<>();
  private final int[] groupStarts;
  private final int[] groups;
  private final boolean[][] setHasGroup;
  private final int[] smallGroups = new int[256];
  private final int groupCount;

  /**
   * @param rules the rules of a grammar; every rule that one names is among them
   */
  GrammarGraph(Map<String, GbnfParser.Expression> rules) {
    rules.keySet().forEach(name -> ruleIndexes.put(name, ruleIndexes.size()));
    starts = new Node[rules.size()];
    rules.forEach((name, body) -> starts[ruleIndex(name)] = compile(body, End.END));

    // The borders of all sets cut the characters into ranges; ranges that are in the same sets form
    // a group.
    TreeSet<Integer> borders = new TreeSet<>(List.of(0));
    for (CodePointSet set : sets.keySet()) {
      for (CodePointSet.Range range : set.ranges()) {
        borders.add(range.first());
        if (range.last() < CodePointSet.MAX) {
          borders.add(range.last() + 1);
        }
      }
    }
    groupStarts = borders.stream().mapToInt(Integer::intValue).toArray();
    groups = new int[groupStarts.length];
    Map<BitSet, Integer> groupOf = new LinkedHashMap<>();
    for (int i = 0; i < groupStarts.length; i++) {
      BitSet in = new BitSet(sets.size());
      for (Map.Entry<CodePointSet, Integer> set : sets.entrySet()) {
        in.set(set.getValue(), set.getKey().intersects(groupStarts[i], groupStarts[i]));
      }
      Integer known = groupOf.putIfAbsent(in, groupOf.size());
      groups[i] = known == null ? groupOf.size() - 1 : known;
    }
    groupCount = groupOf.size();
    setHasGroup = new boolean[sets.size()][groupCount];
    groupOf.forEach((in, group) -> in.stream().forEach(set -> setHasGroup[set][group] = true));
    for (int c = 0; c < smallGroups.length; c++) {
      smallGroups[c] = searchGroup(c);
    }
  }

  int ruleIndex(String name) {
    Integer index = ruleIndexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("The grammar has no rule `%s`.".formatted(name));
    }
    return index;
  }

  /** Where a rule begins. */
  Node start(int rule) {
    return starts[rule];
  }

  int groupCount() {
    return groupCount;
  }

  /** The group of a character. */
  int group(int codePoint) {
    return codePoint >= 0 && codePoint < smallGroups.length
        ? smallGroups[codePoint]
        : searchGroup(codePoint);
  }

  private int searchGroup(int codePoint) {
    int index = Arrays.binarySearch(groupStarts, codePoint);
    return groups[index >= 0 ? index : -index - 2];
  }

  /** Whether a node matches the characters of a group. */
  boolean matches(Match node, int group) {
    return setHasGroup[node.setIndex][group];
  }

  private Node compile(GbnfParser.Expression expression, Node next) {
    return switch (expression) {
      case GbnfParser.Letter letter -> match(letter.set(), next);
      case GbnfParser.Quotation quotation -> {
        QuotationNodes nodes = new QuotationNodes(quotation, next, this::match);
        nodes.sets().forEach(this::index);
        yield nodes.start();
      }
      case GbnfParser.Rule rule -> new Call(ruleIndex(rule.name()), next);
      case GbnfParser.Sequence sequence -> {
        Node start = next;
        for (GbnfParser.Expression part : sequence.parts().reversed()) {
          start = compile(part, start);
        }
        yield start;
      }
      case GbnfParser.Choice choice -> {
        Split split = new Split();
        choice.alternatives().forEach(way -> split.ways.add(compile(way, next)));
        yield split;
      }
      case GbnfParser.Repetition repetition -> repeat(repetition, next);
    };
  }

  private Match match(CodePointSet set, Node next) {
    return new Match(set, index(set), next);
  }

  /** The number of a set. Once the groups are made, all sets are known. */
  private int index(CodePointSet set) {
    Integer known = sets.putIfAbsent(set, sets.size());
    return known == null ? sets.size() - 1 : known;
  }

  private Node repeat(GbnfParser.Repetition repetition, Node next) {
    Node start = next;
    if (repetition.max() == GrammarRules.UNBOUNDED) {
      Split loop = new Split();
      loop.ways.add(compile(repetition.part(), loop));
      loop.ways.add(next);
      start = loop;
    } else {
      for (int i = repetition.min(); i < repetition.max(); i++) {
        Split optional = new Split();
        optional.ways.add(compile(repetition.part(), start));
        optional.ways.add(next);
        start = optional;
      }
    }
    for (int i = 0; i < repetition.min(); i++) {
      start = compile(repetition.part(), start);
    }
    return start;
  }
}
