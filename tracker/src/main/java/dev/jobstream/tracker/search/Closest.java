package dev.jobstream.tracker.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
final class Closest {
  private Closest() {}

  /** No name that is known has more letters, and a longer one is none mistyped. */
  private static final int LONGEST = 40;

  /** The known name that is nearest to a typed one; empty if none is near. */
  static Optional<String> to(String typed, Collection<String> known) {
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    // A third of the letters may be wrong: what differs more is another word.
    int allowed = Math.max(1, (typed.length() + 1) / 3);
    return known.stream()
        .filter(name -> distance(typed, name) <= allowed)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** The fewest letters to insert, delete or replace, or neighbours to swap. */
  private static int distance(String typed, String known) {
    int[][] cost = new int[typed.length() + 1][known.length() + 1];
    for (int i = 0; i <= typed.length(); i++) {
      for (int j = 0; j <= known.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int other = typed.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + other, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && typed.charAt(i - 1) == known.charAt(j - 2)
                && typed.charAt(i - 2) == known.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[typed.length()][known.length()];
  }
}
