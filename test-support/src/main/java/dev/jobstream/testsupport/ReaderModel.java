package dev.jobstream.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A small model that was trained to read postings, for tests that want one that really answers. It
 * is not part of the project: tests that need it are skipped, with a word, where there is none.
 */
public final class ReaderModel {
  /** Names the model's file. */
  public static final String ENVIRONMENT_VARIABLE = "JOBSTREAM_READER_MODEL";

  private ReaderModel() {}

  /**
   * The file that the environment names, else one in a folder {@code builtin} beside the project.
   */
  public static Optional<Path> find() {
    String named = System.getenv(ENVIRONMENT_VARIABLE);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path project = Path.of(System.getProperty("jobstream.project", "")).toAbsolutePath();
    Path beside = project.getParent();
    if (beside == null) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(beside, Files::isDirectory)) {
      for (Path folder : folders) {
        Path builtin = folder.resolve("builtin");
        if (Files.isDirectory(builtin)) {
          try (DirectoryStream<Path> models = Files.newDirectoryStream(builtin, "*-q8_0.gguf")) {
            for (Path model : models) {
              return Optional.of(model);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
