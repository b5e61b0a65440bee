package dev.jobstream.bench;

import java.util.List;

/**
 * What one contestant took for one posting.
 *
 * @param firstMillis from the click until the first field was complete
 * @param lastMillis until the whole answer was there
 */
record Extraction(double firstMillis, double lastMillis) {

  /** Of contestants that write token by token. */
  static Extraction of(List<Double> tokenMillis, int firstFieldTokens) {
    return new Extraction(tokenMillis.get(firstFieldTokens - 1), tokenMillis.getLast());
  }
}
