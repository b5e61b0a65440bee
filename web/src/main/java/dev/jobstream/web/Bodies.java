package dev.jobstream.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The bodies of requests, as far as they are not too large. */
final class Bodies {
  /** Of a form: a posting at its longest, most of its characters escaped. */
  static final int MOST_FORM_BYTES = 10_000_000;

  /**
   * So much of a body that is too large is read and thrown away: a browser that is cut off while it
   * sends never sees the answer.
   */
  private static final long MOST_DISCARDED = 100_000_000;

  private Bodies() {}

  /**
   * Reads a body.
   *
   * @throws ProblemException if it has more bytes; what is too much is not kept in memory
   */
  static byte[] read(Context ctx, int mostBytes) {
    try (InputStream in = ctx.req().getInputStream()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[16_384];
      long bytes = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes <= mostBytes) {
          out.write(buffer, 0, count);
        } else if (bytes > mostBytes + MOST_DISCARDED) {
          break;
        }
      }
      if (bytes > mostBytes) {
        throw tooLarge(Math.max(bytes, ctx.req().getContentLengthLong()), mostBytes);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on what is left of a form that is too large, so that the answer is seen, and says so. */
  static Problem formTooLarge(Context ctx) {
    long bytes = MOST_FORM_BYTES;
    try (InputStream in = ctx.req().getInputStream()) {
      byte[] buffer = new byte[16_384];
      for (int count = in.read(buffer);
          count >= 0 && bytes < MOST_DISCARDED;
          count = in.read(buffer)) {
        bytes += count;
      }
    } catch (IOException e) {
      // The browser has gone.
    }
    return tooLarge(Math.max(bytes, ctx.req().getContentLengthLong()), MOST_FORM_BYTES).problem();
  }

  /**
   * Saves a body as a temporary file, which the caller deletes.
   *
   * @throws ProblemException if it has more bytes, or none
   */
  static Path save(Context ctx, long mostBytes) throws IOException {
    Path file = Files.createTempFile("jobstream-body", ".tmp");
    boolean saved = false;
    try (InputStream in = ctx.req().getInputStream();
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[65_536];
      long bytes = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > mostBytes) {
          throw tooLarge(Math.max(bytes, ctx.req().getContentLengthLong()), mostBytes);
        }
        out.write(buffer, 0, count);
      }
      if (bytes == 0) {
        throw Problem.badRequest("The body is empty; it must be the file.").toException();
      }
      saved = true;
      return file;
    } finally {
      if (!saved) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static ProblemException tooLarge(long bytes, long mostBytes) {
    return Problem.tooLarge(
            String.format(
                Locale.ROOT,
                "The request has %s MB, at most %s MB can be taken. Send less of it.",
                megabytes(bytes),
                megabytes(mostBytes)))
        .toException();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
