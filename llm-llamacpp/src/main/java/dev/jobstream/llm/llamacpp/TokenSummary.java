package dev.jobstream.llm.llamacpp;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * What must be known of a vocabulary without holding it: how many tokens there are, whether one is
 * there twice (the native code aborts the process then), and which bytes have a token.
 */
final class TokenSummary {
  private static final int NO_DUPLICATE = -1;

  // The 64-bit hashes of the tokens seen, by open addressing; 0 marks a free place. Two different
  // tokens with one hash would refuse a good file: among a million tokens once in 30 million files.
  private long[] hashes = new long[1 << 12];
  private final BitSet bytesWithToken = new BitSet(256);
  private int count;
  private int duplicate = NO_DUPLICATE;

  int count() {
    return count;
  }

  boolean hasDuplicate() {
    return duplicate != NO_DUPLICATE;
  }

  /** The id of the first token that an earlier one equals. */
  int duplicate() {
    return duplicate;
  }

  /** Whether each of the 256 bytes has a token, as {@code <0x0A>} or as itself. */
  boolean coversAllBytes() {
    return bytesWithToken.cardinality() == 256;
  }

  void add(byte[] token) {
    int length = lengthBeforeNul(token);
    // Native code names empty tokens so.
    byte[] text =
        length == 0 ? ("[EMPTY_" + count + "]").getBytes(StandardCharsets.US_ASCII) : token;
    length = length == 0 ? text.length : length;
    noteByte(text, length);
    if (count * 2L >= hashes.length) {
      grow();
    }
    if (!insert(hashes, hash(text, length)) && duplicate == NO_DUPLICATE) {
      duplicate = count;
    }
    count++;
  }

  /** Frees the hashes once the vocabulary has been read. */
  void seal() {
    hashes = new long[0];
  }

  private static int lengthBeforeNul(byte[] token) {
    for (int i = 0; i < token.length; i++) {
      if (token[i] == 0) {
        return i;
      }
    }
    return token.length;
  }

  private void noteByte(byte[] token, int length) {
    if (length == 1) {
      bytesWithToken.set(token[0] & 0xFF);
    } else if (length == 6
        && token[0] == '<'
        && token[1] == '0'
        && token[2] == 'x'
        && token[5] == '>') {
      int high = hexDigit(token[3]);
      int low = hexDigit(token[4]);
      if (high >= 0 && low >= 0) {
        bytesWithToken.set(high << 4 | low);
      }
    }
  }

  private static int hexDigit(byte digit) {
    return "0123456789ABCDEF".indexOf(digit);
  }

  private void grow() {
    long[] larger = new long[hashes.length * 2];
    for (long hash : hashes) {
      if (hash != 0) {
        insert(larger, hash);
      }
    }
    hashes = larger;
  }

  /** Whether the hash was not there before. */
  private static boolean insert(long[] hashes, long hash) {
    int mask = hashes.length - 1;
    int place = (int) hash & mask;
    while (hashes[place] != 0) {
      if (hashes[place] == hash) {
        return false;
      }
      place = (place + 1) & mask;
    }
    hashes[place] = hash;
    return true;
  }

  private static long hash(byte[] text, int length) {
    // A start that no byte can undo, or runs of control characters would all be alike.
    long hash = 0x517C_C1B7_2722_0A95L ^ (length * 0x94D0_49BB_1331_11EBL);
    for (int i = 0; i < length; i++) {
      hash = (hash ^ text[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    hash *= 0xBF58476D1CE4E5B9L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
