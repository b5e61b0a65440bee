package dev.jobstream.llm.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the lines in bytes that come in pieces; LF, CR and CR LF end one. A line is given out as
 * soon as its end is there: behind a CR nothing is waited for. Not thread-safe.
 */
final class Lines {
  /** No line of a stream is as long; one that is would be held whole. */
  static final int MAX_LINE_BYTES = 16 << 20;

  private byte[] bytes = new byte[16 << 10];
  private int filled;

  /** Where the next line begins, and how far its end was looked for. */
  private int next;

  private int scanned;
  private boolean behindCr;

  private int start;
  private int end;

  /**
   * Takes bytes over.
   *
   * @throws WireException if a line becomes too long to be one
   */
  void add(ByteBuffer more) {
    int length = more.remaining();
    if (filled + length > bytes.length) {
      makeRoom(length);
    }
    more.get(bytes, filled, length);
    filled += length;
  }

  private void makeRoom(int length) {
    int kept = filled - next;
    if (kept + length > MAX_LINE_BYTES) {
      throw new WireException("a line of more than %d MiB".formatted(MAX_LINE_BYTES >> 20));
    }
    byte[] target =
        kept + length > bytes.length
            ? new byte[Math.max(kept + length, Math.min(2 * bytes.length, MAX_LINE_BYTES))]
            : bytes;
    System.arraycopy(bytes, next, target, 0, kept);
    bytes = target;
    scanned -= next;
    filled = kept;
    next = 0;
  }

  /** Goes to the next line; false if its end is not there yet. */
  boolean next() {
    if (behindCr && next < filled) {
      behindCr = false;
      if (bytes[next] == '\n') {
        next++;
        scanned = Math.max(scanned, next);
      }
    }
    byte[] in = bytes;
    for (int i = scanned; i < filled; i++) {
      byte b = in[i];
      if (b == '\n' || b == '\r') {
        start = next;
        end = i;
        behindCr = b == '\r';
        next = i + 1;
        scanned = next;
        return true;
      }
    }
    scanned = filled;
    return false;
  }

  /** Goes to what is left behind the last line end; false if there is nothing. */
  boolean rest() {
    if (next() || next >= filled) {
      return false;
    }
    start = next;
    end = filled;
    next = filled;
    return true;
  }

  /** What {@link #start} and {@link #end} speak of; good until more is added. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The line as text, for a message. */
  @Override
  public String toString() {
    return new String(
        Arrays.copyOfRange(bytes, start, end), java.nio.charset.StandardCharsets.UTF_8);
  }
}
