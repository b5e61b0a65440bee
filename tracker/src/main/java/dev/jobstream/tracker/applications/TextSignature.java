package dev.jobstream.tracker.applications;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds texts that are nearly the same without comparing all with all. A text is taken as the set
 * of its runs of {@link #RUN} words; two texts are as similar as the share of runs that both have
 * (Jaccard's index). MinHash (Broder, 1997) gives {@code BANDS * ROWS} numbers, of which two texts
 * share as large a part as they are similar; by bands of {@code ROWS} numbers (Leskovec, Rajaraman
 * and Ullman, Mining of Massive Datasets, section 3.4) texts that share one are looked up in an
 * index: of texts of similarity 0.8 it finds 99.5 %, of 0.7 it finds 94 %, of 0.3 it finds 8 %,
 * which {@link #similarity} then tells apart.
 */
public final class TextSignature {
  /** Two texts are nearly the same from here on. */
  static final double NEARLY_THE_SAME = 0.7;

  private static final int BANDS = 10;
  private static final int ROWS = 4;
  private static final int RUN = 3;

  /** A text of fewer words says too little to be compared. */
  private static final int LEAST_WORDS = 20;

  private TextSignature() {}

  /** The bands of a text; none if it is too short to be compared. */
  static List<Long> bands(String text) {
    Set<Long> runs = runs(text);
    if (runs.isEmpty()) {
      return List.of();
    }
    long[] least = new long[BANDS * ROWS];
    Arrays.fill(least, Long.MAX_VALUE);
    for (long run : runs) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], mix(run + i * 0x9E3779B97F4A7C15L));
      }
    }
    List<Long> bands = new ArrayList<>(BANDS);
    for (int band = 0; band < BANDS; band++) {
      long hash = band;
      for (int row = 0; row < ROWS; row++) {
        hash = mix(hash ^ least[band * ROWS + row]);
      }
      bands.add(hash);
    }
    return bands;
  }

  /** How similar two texts are, from 0 to 1. */
  static double similarity(String one, String other) {
    Set<Long> runs = runs(one);
    Set<Long> others = runs(other);
    if (runs.isEmpty() || others.isEmpty()) {
      return 0;
    }
    long both = runs.stream().filter(others::contains).count();
    return (double) both / (runs.size() + others.size() - both);
  }

  private static Set<Long> runs(String text) {
    List<String> words = SearchText.words(text);
    Set<Long> runs = new HashSet<>();
    if (words.size() < LEAST_WORDS) {
      return runs;
    }
    long[] hashes = words.stream().mapToLong(TextSignature::hash).toArray();
    for (int i = 0; i + RUN <= hashes.length; i++) {
      long run = 0;
      for (int j = 0; j < RUN; j++) {
        run = mix(run ^ hashes[i + j]);
      }
      runs.add(run);
    }
    return runs;
  }

  private static long hash(String word) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  /** The finaliser of SplitMix64, which spreads every bit over all. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
