package dev.jobstream.llm.llamacpp;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What it took to write answers.
 *
 * @param batches native calls that decoded what was written
 * @param chosen tokens that were chosen before they were decoded
 * @param drafted tokens that were decoded before they were chosen, by what suggested them
 * @param accepted those of them that were then chosen indeed
 */
public record DecodingCounts(
    long batches, long chosen, Map<Lever, Long> drafted, Map<Lever, Long> accepted) {

  /** Nothing was written. */
  public static final DecodingCounts NONE = new DecodingCounts(0, 0, Map.of(), Map.of());

  /** How many tokens a lever suggested. */
  public long drafted(Lever lever) {
    return drafted.getOrDefault(lever, 0L);
  }

  /** How many tokens that a lever suggested were right. */
  public long accepted(Lever lever) {
    return accepted.getOrDefault(lever, 0L);
  }

  /** How many suggested tokens were not. */
  public long refused() {
    return sum(drafted) - sum(accepted);
  }

  private static long sum(Map<Lever, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What came after an earlier count. */
  public DecodingCounts since(DecodingCounts earlier) {
    return new DecodingCounts(
        batches - earlier.batches,
        chosen - earlier.chosen,
        minus(drafted, earlier.drafted),
        minus(accepted, earlier.accepted));
  }

  private static Map<Lever, Long> minus(Map<Lever, Long> now, Map<Lever, Long> earlier) {
    Map<Lever, Long> left = new EnumMap<>(Lever.class);
    now.forEach((lever, count) -> left.put(lever, count - earlier.getOrDefault(lever, 0L)));
    return left;
  }

  /** Counts. Thread-safe. */
  static final class Counter {
    private final LongAdder batches = new LongAdder();
    private final LongAdder chosen = new LongAdder();
    private final Map<Lever, LongAdder> drafted = adders();
    private final Map<Lever, LongAdder> accepted = adders();

    private static Map<Lever, LongAdder> adders() {
      Map<Lever, LongAdder> adders = new EnumMap<>(Lever.class);
      for (Lever lever : Lever.values()) {
        adders.put(lever, new LongAdder());
      }
      return adders;
    }

    void batch() {
      batches.increment();
    }

    void chosen() {
      chosen.increment();
    }

    void drafted(Lever lever) {
      add(drafted, lever);
    }

    void accepted(Lever lever) {
      add(accepted, lever);
    }

    private static void add(Map<Lever, LongAdder> adders, Lever lever) {
      LongAdder adder = adders.get(lever);
      if (adder != null) {
        adder.increment();
      }
    }

    DecodingCounts now() {
      return new DecodingCounts(batches.sum(), chosen.sum(), sums(drafted), sums(accepted));
    }

    private static Map<Lever, Long> sums(Map<Lever, LongAdder> adders) {
      Map<Lever, Long> sums = new EnumMap<>(Lever.class);
      adders.forEach((lever, adder) -> sums.put(lever, adder.sum()));
      return sums;
    }
  }
}
