package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of characters as a grammar sees them: any number that bytes can be decoded to, also those
 * that Unicode does not use.
 *
 * @param ranges ascending, with gaps between them
 */
record CodePointSet(List<Range> ranges) {
  static final int MAX = Integer.MAX_VALUE;

  /** Both ends belong to it. */
  record Range(int first, int last) {}

  static CodePointSet of(int codePoint) {
    return new CodePointSet(List.of(new Range(codePoint, codePoint)));
  }

  /** Of ranges in any order, which may overlap. */
  static CodePointSet of(List<Range> ranges) {
    List<Range> merged = new ArrayList<>();
    for (Range range : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
      if (!merged.isEmpty() && range.first() <= merged.getLast().last() + 1L) {
        Range before = merged.removeLast();
        merged.add(new Range(before.first(), Math.max(before.last(), range.last())));
      } else {
        merged.add(range);
      }
    }
    return new CodePointSet(List.copyOf(merged));
  }

  /** Every character that is not in it; never the character 0, which ends a text. */
  CodePointSet complement() {
    List<Range> gaps = new ArrayList<>();
    long from = 1;
    for (Range range : ranges) {
      if (range.first() > from) {
        gaps.add(new Range((int) from, range.first() - 1));
      }
      from = range.last() + 1L;
    }
    if (from <= MAX) {
      gaps.add(new Range((int) from, MAX));
    }
    return new CodePointSet(List.copyOf(gaps));
  }

  /** Whether some character from a first to a last one is in it. */
  boolean intersects(int first, int last) {
    for (Range range : ranges) {
      if (range.first() <= last && first <= range.last()) {
        return true;
      }
    }
    return false;
  }

  /** The one character that it holds; a negative number if it holds none or several. */
  int only() {
    return ranges.size() == 1 && ranges.getFirst().first() == ranges.getFirst().last()
        ? ranges.getFirst().first()
        : -1;
  }
}
