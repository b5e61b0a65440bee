package dev.jobstream.llm.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads short bodies whole. */
final class Bodies {
  private Bodies() {}

  /** The text of a body as far as it comes, cut to a number of bytes. */
  static String text(HttpCall call, int maxBytes)
      throws InterruptedException, HttpCall.StoppedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ByteBuffer next = call.take();
      while (next != null && bytes.size() < maxBytes) {
        byte[] piece = new byte[Math.min(next.remaining(), maxBytes - bytes.size())];
        next.get(piece);
        bytes.writeBytes(piece);
        next = bytes.size() < maxBytes ? call.take() : null;
      }
    } catch (HttpCall.StoppedException e) {
      throw e;
    } catch (IOException e) {
      // What has come is what there is.
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
