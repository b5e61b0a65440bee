package dev.jobstream.cli;

/** The numbers that an option takes. */
final class OptionRange {
  private OptionRange() {}

  /**
   * Checks a number.
   *
   * @param max {@link Integer#MAX_VALUE} for no limit
   * @throws CommandException if it is outside
   */
  static void check(String option, double value, int min, int max) {
    // Also false for a NaN, which is a number to the parser.
    if (!(value >= min && value <= max)) {
      throw new CommandException(
          ExitCode.USAGE,
          "The option `%s` is `%s`; it must be %s."
              .formatted(
                  option,
                  value == Math.rint(value) ? String.valueOf((long) value) : value,
                  max == Integer.MAX_VALUE
                      ? "%d or more".formatted(min)
                      : "from %d to %d".formatted(min, max)));
    }
  }
}
