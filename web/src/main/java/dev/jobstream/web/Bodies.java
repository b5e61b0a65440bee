package dev.jobstream.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The bodies of requests, as far as they are not too large. */
final class Bodies {
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

  private static ProblemException tooLarge(long bytes, int mostBytes) {
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
