package dev.jobstream.web;

import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Files that forms send. */
final class Uploads {
  /** Of one request: a backup may be large. Documents have a limit of their own for each file. */
  private static final int MOST_MEGABYTES = 4_000;

  /** The same in bytes. */
  static final long MOST_BYTES = MOST_MEGABYTES * 1_000_000L;

  private Uploads() {}

  /** What is larger than a few pages goes to a temporary file and not into memory. */
  static void configure(JavalinConfig config) {
    config.jetty.multipartConfig.maxInMemoryFileSize(256, SizeUnit.KB);
    config.jetty.multipartConfig.maxFileSize(MOST_MEGABYTES, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(MOST_MEGABYTES, SizeUnit.MB);
  }

  /**
   * The files of a form's field.
   *
   * @throws ProblemException if there is none, or the form is no form with files
   */
  static List<UploadedFile> files(Context ctx, String name) {
    if (!ctx.isMultipartFormData()) {
      throw Problem.badRequest("The form holds no file: it must be `multipart/form-data`.")
          .toException();
    }
    List<UploadedFile> files =
        ctx.uploadedFiles(name).stream().filter(file -> !file.filename().isBlank()).toList();
    if (files.isEmpty()) {
      throw Problem.unprocessable("no-file", "No file was chosen. Choose one, or drop it there.")
          .toException();
    }
    return files;
  }

  /**
   * Saves the file of a form's field as a temporary one, which the caller deletes.
   *
   * @throws ProblemException as {@link #files}
   */
  static Path save(Context ctx, String name) throws IOException {
    Path file = Files.createTempFile("jobstream-upload", ".tmp");
    boolean saved = false;
    try (InputStream in = files(ctx, name).getFirst().content()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      saved = true;
      return file;
    } finally {
      if (!saved) {
        Files.deleteIfExists(file);
      }
    }
  }
}
