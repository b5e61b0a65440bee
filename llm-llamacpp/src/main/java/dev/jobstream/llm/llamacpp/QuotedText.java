package dev.jobstream.llm.llamacpp;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A text as quotations see it: gaps are one space, and an empty line is something that no quotation
 * goes over. Immutable.
 */
final class QuotedText {
  /** In the place of an empty line, and of what JSON cannot hold as it is. */
  private static final int BREAK = -1;

  /** More characters than any quotation may have. */
  private static final int NEVER = Integer.MAX_VALUE - 1;

  /** Scripts that do not part their words. */
  private static final Set<UnicodeScript> UNPARTED =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private final int[] codePoints;

  /** How many characters from each on a quotation that has got there cannot do without. */
  private final int[] leastToEnd;

  QuotedText(String text) {
    codePoints = folded(text);
    leastToEnd = new int[codePoints.length];
    int behind = NEVER;
    for (int i = codePoints.length - 1; i >= 0; i--) {
      behind = codePoints[i] == BREAK ? NEVER : canEndBehind(i) ? 1 : Math.min(NEVER, behind + 1);
      leastToEnd[i] = behind;
    }
  }

  private static int[] folded(String text) {
    int[] all = text.codePoints().toArray();
    int[] folded = new int[all.length];
    int length = 0;
    for (int i = 0; i < all.length; ) {
      int gapEnd = i;
      int lines = 0;
      while (gapEnd < all.length && isGap(all[gapEnd])) {
        lines += all[gapEnd] == '\n' ? 1 : 0;
        gapEnd++;
      }
      if (gapEnd > i) {
        folded[length++] = lines > 1 ? BREAK : ' ';
        i = gapEnd;
      } else {
        folded[length++] = isWritable(all[i]) ? all[i] : BREAK;
        i++;
      }
    }
    return Arrays.copyOf(folded, length);
  }

  private static boolean isWritable(int codePoint) {
    return codePoint >= ' '
        && codePoint != 0x7F
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static boolean isGap(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** The character at a place. */
  int codePoint(int place) {
    return codePoints[place];
  }

  /** Every character that a quotation can have, once. */
  int[] alphabet() {
    return Arrays.stream(codePoints).filter(c -> c != BREAK).distinct().toArray();
  }

  /** Where a quotation can begin. */
  IntStream starts() {
    return IntStream.range(0, codePoints.length)
        .filter(i ->
            codePoints[i] != BREAK
                && codePoints[i] != ' '
                && (i == 0 || !areOneWord(codePoints[i - 1], codePoints[i])));
  }

  /** Whether a quotation can go on with a character and end in time. */
  boolean canGoOn(int place, int left) {
    return place < codePoints.length && leastToEnd[place] <= left;
  }

  /** Whether a quotation can end with a character. */
  boolean canEndBehind(int place) {
    int here = codePoints[place];
    return here != ' '
        && (place + 1 == codePoints.length || !areOneWord(here, codePoints[place + 1]));
  }

  private static boolean areOneWord(int before, int behind) {
    return isOfWord(before) && isOfWord(behind);
  }

  private static boolean isOfWord(int codePoint) {
    return codePoint != BREAK
        && (Character.isLetterOrDigit(codePoint) || isMark(codePoint))
        && !UNPARTED.contains(UnicodeScript.of(codePoint));
  }

  /** Whether it belongs to the letter before it, as an accent does. */
  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
