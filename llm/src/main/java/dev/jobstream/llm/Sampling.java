package dev.jobstream.llm;

import java.util.OptionalLong;

/**
 * How the next token is chosen. The default is greedy: the likeliest token, no randomness.
 *
 * <p>The order of work is llama.cpp's: penalties, top-k, top-p, min-p, temperature.
 *
 * @param temperature 0 is greedy; above 0 the logits are divided by it. Range 0 to 5, default 0
 * @param topK only the K likeliest tokens; 0 means all. Default 40
 * @param topP only the smallest set of tokens whose probability reaches it; 1 means all. Range
 *     above 0 to 1, default 0.95
 * @param minP only tokens at least this likely, relative to the likeliest; 0 means all. Range 0 to
 *     1, default 0.05
 * @param repeatPenalty divides the logits of tokens already seen; 1 means none. Range above 0,
 *     default 1
 * @param frequencyPenalty taken from a token's logit for each time it was seen; default 0
 * @param presencePenalty taken from a token's logit if it was seen; default 0
 * @param penaltyWindow how many of the last tokens the penalties look at; 0 means none. Default 64
 * @param seed the seed of the random choice; empty means a new one each time
 */
public record Sampling(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repeatPenalty,
    double frequencyPenalty,
    double presencePenalty,
    int penaltyWindow,
    OptionalLong seed) {

  private static final Sampling GREEDY =
      new Sampling(0, 40, 0.95, 0.05, 1, 0, 0, 64, OptionalLong.empty());

  public Sampling {
    check(temperature >= 0 && temperature <= 5, "temperature", temperature, "from 0 to 5");
    check(topK >= 0, "topK", topK, "0 or more");
    check(topP > 0 && topP <= 1, "topP", topP, "above 0 and at most 1");
    check(minP >= 0 && minP <= 1, "minP", minP, "from 0 to 1");
    check(
        repeatPenalty > 0 && Double.isFinite(repeatPenalty),
        "repeatPenalty",
        repeatPenalty,
        "above 0");
    check(Double.isFinite(frequencyPenalty), "frequencyPenalty", frequencyPenalty, "finite");
    check(Double.isFinite(presencePenalty), "presencePenalty", presencePenalty, "finite");
    check(penaltyWindow >= 0, "penaltyWindow", penaltyWindow, "0 or more");
  }

  /** The likeliest token each time. */
  public static Sampling greedy() {
    return GREEDY;
  }

  /** Random choice at a temperature, everything else by default. */
  public static Sampling temperature(double temperature) {
    return new Sampling(temperature, 40, 0.95, 0.05, 1, 0, 0, 64, OptionalLong.empty());
  }

  /** The same with a seed. */
  public Sampling withSeed(long newSeed) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repeatPenalty,
        frequencyPenalty,
        presencePenalty,
        penaltyWindow,
        OptionalLong.of(newSeed));
  }

  /** True if no randomness is involved. */
  public boolean isGreedy() {
    return temperature == 0;
  }

  /** True if the penalties change anything. */
  public boolean hasPenalties() {
    return penaltyWindow > 0
        && (repeatPenalty != 1 || frequencyPenalty != 0 || presencePenalty != 0);
  }

  private static void check(boolean valid, String name, Object value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Sampling's `%s` is `%s`; it must be %s.".formatted(name, value, range));
    }
  }
}
