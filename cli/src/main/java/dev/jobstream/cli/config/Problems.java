package dev.jobstream.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with the settings. Not thread-safe. */
final class Problems {
  private record Problem(int line, String sentence) {}

  private final Path file;
  private final List<Problem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void at(int line, String sentence) {
    found.add(new Problem(line, "`%s`, line %d: %s".formatted(file, line, sentence)));
  }

  /** Tells of a setting, wherever it comes from. */
  void at(Origin origin, String sentence) {
    switch (origin) {
      case Origin.Line line -> at(line.line(), sentence);
      case Origin.Default _, Origin.Variable _, Origin.Option _, Origin.StoredKey _ ->
          found.add(new Problem(0, sentence));
    }
  }

  boolean any() {
    return !found.isEmpty();
  }

  /**
   * Ends the reading if there is a problem.
   *
   * @throws ConfigException with all of them, in the order of the file
   */
  void throwIfAny() {
    if (any()) {
      throw new ConfigException(
          found.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(Problem::sentence)
              .toList());
    }
  }
}
