package dev.jobstream.llm.llamacpp;

import java.util.Arrays;

/**
 * Decodes the bytes of a token as llama.cpp's grammar does, which trusts them more than UTF-8 does:
 * a character may begin in one token and end in the next, and what follows a character's first byte
 * within a token is not looked at. So both grammars admit the same tokens.
 */
final class CodePointReader {
  /** A text that no bytes can make whole. */
  static final Decoded INVALID = new Decoded(new int[0], 0, -1);

  private static final int[] BYTES_BY_HIGH_BITS = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4};

  private CodePointReader() {}

  /** Characters, and the beginning of a further one. Immutable. */
  static final class Decoded {
    private final int[] codePoints;
    private final int value;
    private final int missing;

    private Decoded(int[] codePoints, int value, int missing) {
      this.codePoints = codePoints;
      this.value = value;
      this.missing = missing;
    }

    /** The whole characters; not to be changed. */
    int[] codePoints() {
      return codePoints;
    }

    /** The bits of the beginning. */
    int value() {
      return value;
    }

    /** How many bytes the beginning lacks; 0 if there is none; negative if this is no text. */
    int missing() {
      return missing;
    }
  }

  /**
   * Decodes bytes up to a zero byte.
   *
   * @param value the bits of a character that began before
   * @param missing how many bytes that character lacks; 0 if none began
   */
  static Decoded decode(byte[] bytes, int value, int missing) {
    int[] codePoints = new int[bytes.length + 1];
    int count = 0;
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    int at = 0;
    int bits = value;
    int left = missing;
    while (at < end && left > 0) {
      if ((bytes[at] & 0xC0) != 0x80) {
        return INVALID;
      }
      bits = (bits << 6) + (bytes[at++] & 0x3F);
      left--;
    }
    if (missing > 0 && left == 0) {
      codePoints[count++] = bits;
    }
    while (at < end) {
      int first = bytes[at++] & 0xFF;
      left = BYTES_BY_HIGH_BITS[first >> 4] - 1;
      if (left < 0) {
        return INVALID;
      }
      bits = first & ((1 << (7 - left)) - 1);
      while (at < end && left > 0) {
        bits = (bits << 6) + (bytes[at++] & 0x3F);
        left--;
      }
      if (left == 0) {
        codePoints[count++] = bits;
      }
    }
    return new Decoded(Arrays.copyOf(codePoints, count), bits, left);
  }

  /** Whether a beginning can become a character that may follow. */
  static boolean canComplete(GrammarAutomaton.State state, int value, int missing) {
    // One byte behind a first byte of zero bits would spell a short character the long way.
    if (missing < 0 || (missing == 1 && value < 2)) {
      return false;
    }
    int low = value << (missing * 6);
    int high = low | ((1 << (missing * 6)) - 1);
    if (low == 0) {
      low = missing == 2 ? 1 << 11 : missing == 3 ? 1 << 16 : 0;
    }
    return state.admitsOneOf(low, high);
  }
}
