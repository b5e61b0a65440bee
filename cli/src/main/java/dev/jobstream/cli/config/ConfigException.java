package dev.jobstream.cli.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Not serialized: nobody does.
  private final transient List<String> problems;

  ConfigException(List<String> problems) {
    super(problems.stream().collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, a sentence or two each, in the order of the file; at least one. */
  public List<String> problems() {
    return problems;
  }
}
