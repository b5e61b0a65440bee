package dev.jobstream.tracker;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to characters, and characters to readable ones. */
final class Characters {
  private Characters() {}

  /** One control character in so many makes a text binary. */
  private static final int TEXT_PER_CONTROL = 20;

  private static final int TAGS_FIRST = 0xE0000;
  private static final int TAGS_LAST = 0xE007F;

  /** Decodes a file strictly: what is no text is refused rather than guessed at. */
  static String decode(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return decode(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return decode(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, '%', 'P', 'D', 'F', '-')) {
      throw PostingException.fileKind("PDF file");
    }
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      throw PostingException.fileKind("Word document or another zipped file");
    }
    return decode(bytes, startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] bytes, int... beginning) {
    if (bytes.length < beginning.length) {
      return false;
    }
    for (int i = 0; i < beginning.length; i++) {
      if ((bytes[i] & 0xFF) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  private static String decode(byte[] bytes, int from, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out = CharBuffer.allocate(bytes.length - from + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw charset.equals(StandardCharsets.UTF_8)
          ? PostingException.notUtf8(in.position(), bytes[in.position()])
          : PostingException.notUtf16(in.position());
    }
    return out.flip().toString();
  }

  static boolean areBinary(String text) {
    int controls = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
        controls++;
      }
    }
    return controls > 0 && controls >= text.length() / TEXT_PER_CONTROL;
  }

  /**
   * The text with {@code \n} as its only line end and without what no reader sees: byte order
   * marks, control characters, soft hyphens, zero-width spaces, direction overrides, Unicode tags
   * and halves of surrogate pairs. Text hidden in them would reach a model but not its user.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\r') {
        if (i < text.length() && text.charAt(i) == '\n') {
          i++;
        }
        clean.append('\n');
      } else if (c == '\u2028' || c == '\u2029' || c == '\u0085' || c == '\f') {
        clean.append('\n');
      } else if (c == '\n' || c == '\t' || !isUnseen(c)) {
        clean.appendCodePoint(c);
      }
    }
    return clean.toString();
  }

  private static boolean isUnseen(int c) {
    return Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.SURROGATE
        || c == 0xFEFF
        || c == 0x00AD
        || c == 0x200B
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || (c >= TAGS_FIRST && c <= TAGS_LAST);
  }

  /** Without blanks at the ends of lines, and with at most one blank line between two others. */
  static String tidyLines(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    int blank = 0;
    for (int start = 0; start <= text.length(); ) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
      if (line.isEmpty()) {
        blank++;
      } else {
        if (!tidy.isEmpty()) {
          tidy.append(blank > 0 ? "\n\n" : "\n");
        }
        tidy.append(line);
        blank = 0;
      }
      start = end < 0 ? text.length() + 1 : end + 1;
    }
    return tidy.toString();
  }
}
