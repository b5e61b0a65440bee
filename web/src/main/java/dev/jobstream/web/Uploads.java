package dev.jobstream.web;

import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.util.List;

/** Files that forms send. */
final class Uploads {
  /** Of one request; the documents' folder has its own limit for each file. */
  private static final int MOST_MEGABYTES = 110;

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
}
