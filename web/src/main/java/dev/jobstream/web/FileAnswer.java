package dev.jobstream.web;

import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Answers with a file that is made for it. It is written to a temporary file first, so that one
 * that fails half way is an error and not half a file.
 */
final class FileAnswer {
  private FileAnswer() {}

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Answers with a file to save. */
  static void send(Context ctx, String fileName, String contentType, Content content)
      throws IOException {
    Path file = Files.createTempFile("jobstream-answer", ".tmp");
    InputStream in;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        content.write(out);
      }
      ctx.header("Content-Length", Long.toString(Files.size(file)));
      in = Files.newInputStream(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    ctx.header("Content-Disposition", DocumentPages.disposition("attachment", fileName))
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .contentType(contentType);
    ctx.disableCompression();
    ctx.result(in); // Javalin closes it.
  }
}
