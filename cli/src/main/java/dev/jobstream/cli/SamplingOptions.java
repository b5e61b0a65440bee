package dev.jobstream.cli;

import dev.jobstream.llm.Sampling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of how a model's words are chosen. */
final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "The randomness of the model's words, from 0 to 5 (default: none).")
  private @Nullable Double temperature;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of that randomness, to repeat a run.")
  private @Nullable Long seed;

  /**
   * Checks them.
   *
   * @throws CommandException if one is out of its range
   */
  void check() {
    if (temperature != null) {
      OptionRange.check("--temperature", temperature, 0, 5);
    }
  }

  /**
   * How words are chosen.
   *
   * @param setting the temperature if no option gives one
   */
  Sampling sampling(double setting) {
    double chosen = temperature == null ? setting : temperature;
    Sampling sampling = chosen == 0 ? Sampling.greedy() : Sampling.temperature(chosen);
    return seed == null ? sampling : sampling.withSeed(seed);
  }
}
