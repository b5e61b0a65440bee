package dev.jobstream.llm.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, or one JSON object where a server does not stream: what comes first tells,
 * since not every server says it in its headers.
 */
final class SniffingReader implements EventReader {
  private final SseReader events = new SseReader();
  private @Nullable ByteArrayOutputStream whole;
  private byte[] body = {};
  private boolean known;

  @Override
  public void add(ByteBuffer more) {
    if (!known) {
      for (int i = more.position(); i < more.limit() && !known; i++) {
        byte b = more.get(i);
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          known = true;
          if (b == '<') {
            throw new WireException("a web page");
          }
          whole = b == '{' ? new ByteArrayOutputStream() : null;
        }
      }
    }
    if (whole == null) {
      events.add(more);
    } else {
      if (whole.size() + more.remaining() > Lines.MAX_LINE_BYTES) {
        throw new WireException(
            "an answer of more than %d MiB".formatted(Lines.MAX_LINE_BYTES >> 20));
      }
      byte[] piece = new byte[more.remaining()];
      more.get(piece);
      whole.writeBytes(piece);
    }
  }

  @Override
  public boolean next() {
    return whole == null && events.next();
  }

  @Override
  public boolean last() {
    if (whole == null) {
      return events.last();
    }
    body = whole.toByteArray();
    whole.reset();
    return body.length > 0;
  }

  @Override
  public byte[] bytes() {
    return whole == null ? events.bytes() : body;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int end() {
    return whole == null ? events.end() : body.length;
  }
}
