package dev.jobstream.llm.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Server-sent events. Comments are skipped, several {@code data} lines are joined by LF, and names
 * and ids are skipped too, since every protocol here says all in its data. A field {@code error} is
 * taken for data, as old servers wrote their errors so. Unlike a browser, it also takes an event
 * whose blank line the end of the body replaces: text that has come is not thrown away.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">The format</a>
 */
final class SseReader implements EventReader {
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);

  private final Lines lines = new Lines();
  private boolean first = true;

  // What the data lines of the event have been so far.
  private byte[] data = new byte[1 << 10];
  private int length;
  private boolean hasData;
  private boolean given;

  @Override
  public void add(ByteBuffer more) {
    lines.add(more);
  }

  @Override
  public boolean next() {
    startOver();
    while (lines.next()) {
      if (lines.start() == lines.end()) {
        if (hasData) {
          given = true;
          return true;
        }
      } else {
        field();
      }
    }
    return false;
  }

  @Override
  public boolean last() {
    startOver();
    if (lines.rest()) {
      field();
    }
    given = hasData;
    return hasData;
  }

  private void startOver() {
    if (given) {
      given = false;
      hasData = false;
      length = 0;
    }
  }

  private void field() {
    byte[] in = lines.bytes();
    int from = lines.start();
    int to = lines.end();
    if (first) {
      first = false;
      // A byte order mark is allowed at the very beginning.
      if (to - from >= 3 && in[from] == (byte) 0xEF && in[from + 1] == (byte) 0xBB) {
        from += 3;
      }
    }
    int colon = from;
    while (colon < to && in[colon] != ':') {
      colon++;
    }
    if (!is(DATA, in, from, colon) && !is(ERROR, in, from, colon)) {
      return;
    }
    int value = Math.min(colon + 1, to);
    if (value < to && in[value] == ' ') {
      value++;
    }
    append(in, value, to);
  }

  private void append(byte[] in, int from, int to) {
    int needed = length + (to - from) + 1;
    if (needed > Lines.MAX_LINE_BYTES) {
      throw new WireException("an event of more than %d MiB".formatted(Lines.MAX_LINE_BYTES >> 20));
    }
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, 2 * data.length));
    }
    if (hasData) {
      data[length++] = '\n';
    }
    System.arraycopy(in, from, data, length, to - from);
    length += to - from;
    hasData = true;
  }

  private static boolean is(byte[] name, byte[] in, int from, int to) {
    return Arrays.equals(name, 0, name.length, in, from, to);
  }

  @Override
  public byte[] bytes() {
    return data;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int end() {
    return length;
  }
}
