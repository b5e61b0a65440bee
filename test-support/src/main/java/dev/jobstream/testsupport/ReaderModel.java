package dev.jobstream.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The small model that comes with the project and reads postings, for tests that want one that
 * really answers.
 */
public final class ReaderModel {
  /** Names another model's file. */
  public static final String ENVIRONMENT_VARIABLE = "JOBSTREAM_READER_MODEL";

  private ReaderModel() {}

  /** The file that the environment names, else the project's own; empty if it is not there. */
  public static Optional<Path> find() {
    String named = System.getenv(ENVIRONMENT_VARIABLE);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path project = Path.of(System.getProperty("jobstream.project", "..")).toAbsolutePath();
    return Optional.of(project.resolve("builtin-model/model/built-in.gguf")).filter(Files::exists);
  }
}
