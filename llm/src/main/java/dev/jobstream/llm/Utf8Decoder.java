package dev.jobstream.llm;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Turns UTF-8 that comes in pieces into text of whole code points.
 *
 * <p>The pieces together give exactly what {@code new String(all, UTF_8)} gives: what is malformed
 * becomes U+FFFD, once a maximal subpart. Bytes of an unfinished code point, at most three, wait
 * for the next piece. Not thread-safe.
 */
public final class Utf8Decoder {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] unfinished = {};

  /** Decodes the next bytes; the text may be empty. */
  public String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * Decodes the next {@code length} bytes from {@code offset}; the text may be empty.
   *
   * @throws IndexOutOfBoundsException if the range does not lie in the array
   */
  public String decode(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return decode(joined(bytes, offset, length), false);
  }

  /**
   * Ends the input: returns U+FFFD if it broke off within a code point, else nothing. The decoder
   * then starts over.
   */
  public String finish() {
    String rest = decode(ByteBuffer.wrap(unfinished), true);
    decoder.reset();
    return rest;
  }

  private String decode(ByteBuffer in, boolean endOfInput) {
    // No byte gives more than one UTF-16 unit, replacements included.
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.decode(in, out, endOfInput);
    if (endOfInput) {
      decoder.flush(out);
    }
    unfinished = new byte[in.remaining()];
    in.get(unfinished);
    return out.flip().toString();
  }

  private ByteBuffer joined(byte[] bytes, int offset, int length) {
    if (unfinished.length == 0) {
      return ByteBuffer.wrap(bytes, offset, length);
    }
    return ByteBuffer.allocate(unfinished.length + length)
        .put(unfinished)
        .put(bytes, offset, length)
        .flip();
  }
}
