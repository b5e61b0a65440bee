package dev.jobstream.cli.config;

import dev.jobstream.llm.llamacpp.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a misspelt word was meant to be. */
public final class Spelling {
  private Spelling() {}

  /** The known word that is near a wrong one; empty if none is. */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    String lower = wrong.toLowerCase(Locale.ROOT).replace('_', '-');
    return known.stream()
        .filter(word ->
            distance(lower, word) <= Math.max(1, Math.min(lower.length(), word.length()) / 2))
        .min(Comparator.comparingInt(word -> distance(lower, word)));
  }

  /** A question for the word that was meant, or else a list of the words that there are. */
  static String advice(String wrong, Collection<String> known) {
    return nearest(wrong, known)
        .map("Did you mean `%s`?"::formatted)
        .orElseGet(() ->
            "There are %s."
                .formatted(
                    known.stream()
                        .map(word -> "`" + word + "`")
                        .collect(Collectors.joining(", "))));
  }

  private static int distance(String typed, String known) {
    // Both ways, since what the known word has beyond the other's length costs nothing.
    return Math.max(EditDistance.between(typed, known), EditDistance.between(known, typed));
  }
}
