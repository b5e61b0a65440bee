package dev.jobstream.web;

import java.util.List;

/** Ends a request with a {@link Problem}. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<?> duplicates;

  ProblemException(Problem problem) {
    this(problem, List.of());
  }

  /**
   * @param duplicates what is there already and stands in the way
   */
  ProblemException(Problem problem, List<?> duplicates) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.duplicates = List.copyOf(duplicates);
  }

  Problem problem() {
    return problem;
  }

  List<?> duplicates() {
    return duplicates;
  }
}
