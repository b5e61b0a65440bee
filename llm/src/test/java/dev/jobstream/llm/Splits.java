package dev.jobstream.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways to split a text into deltas of whole code points. */
final class Splits {
  private Splits() {}

  static List<String> oneByOne(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  static List<String> random(String text, boolean oneByOne, Random random) {
    List<String> single = oneByOne(text);
    if (oneByOne) {
      return single;
    }
    List<String> deltas = new ArrayList<>();
    for (int from = 0; from < single.size(); ) {
      int to = Math.min(single.size(), from + 1 + random.nextInt(6));
      deltas.add(String.join("", single.subList(from, to)));
      from = to;
    }
    return deltas;
  }

  /** Two deltas, for every place between two code points. */
  static List<List<String>> inTwo(String text) {
    List<String> single = oneByOne(text);
    List<List<String>> splits = new ArrayList<>();
    for (int at = 0; at <= single.size(); at++) {
      splits.add(
          List.of(
              String.join("", single.subList(0, at)),
              String.join("", single.subList(at, single.size()))));
    }
    return splits;
  }
}
