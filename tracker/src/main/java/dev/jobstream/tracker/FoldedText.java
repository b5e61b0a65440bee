package dev.jobstream.tracker;

import java.util.Arrays;
import java.util.Optional;

/**
 * A text with some differences taken out, in which values are looked up by whole words. A search is
 * linear in the text, whatever text and value are. Immutable.
 */
final class FoldedText {

  /** What makes no difference. */
  enum Folding {
    /** Everything makes one. */
    EXACT,
    /** Case, kind and amount of white space, and invisible characters. */
    CASE_AND_SPACE,
    /** Whatever is no letter or digit, and case. */
    PUNCTUATION
  }

  private final String original;
  private final Folding folding;
  private final char[] chars;
  private final int[] starts;
  private final int[] ends;

  private FoldedText(String original, Folding folding) {
    this.original = original;
    this.folding = folding;
    char[] chars = new char[original.length()];
    int[] starts = new int[original.length()];
    int[] ends = new int[original.length()];
    int length = 0;
    for (int at = 0; at < original.length(); ) {
      int codePoint = original.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      boolean space = folding != Folding.EXACT && isSpace(codePoint);
      if (space && folding == Folding.CASE_AND_SPACE && length > 0 && chars[length - 1] == ' ') {
        ends[length - 1] = end;
      } else if (keeps(folding, codePoint, space)) {
        for (char c : Character.toChars(folded(folding, codePoint, space))) {
          // A lower-case letter may need more units than its capital; such a one is cut short.
          if (length < chars.length) {
            chars[length] = c;
            starts[length] = at;
            ends[length] = end;
            length++;
          }
        }
      }
      at = end;
    }
    this.chars = Arrays.copyOf(chars, length);
    this.starts = Arrays.copyOf(starts, length);
    this.ends = Arrays.copyOf(ends, length);
  }

  static FoldedText of(String text, Folding folding) {
    return new FoldedText(text, folding);
  }

  /** How many characters are left of a text. */
  int length() {
    return chars.length;
  }

  /** Where a value first stands in the original as whole words; empty if nowhere. */
  Optional<Span> find(String value) {
    char[] wanted = of(value, folding).chars;
    if (wanted.length == 0 || wanted.length > chars.length) {
      return Optional.empty();
    }
    // Knuth, Morris, Pratt: `borders` tells how much of the value a mismatch leaves standing.
    int[] borders = borders(wanted);
    int matched = 0;
    for (int i = 0; i < chars.length; i++) {
      while (matched > 0 && chars[i] != wanted[matched]) {
        matched = borders[matched - 1];
      }
      if (chars[i] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        int start = starts[i - matched + 1];
        if (isWhole(start, ends[i])) {
          return Optional.of(new Span(start, ends[i]));
        }
        matched = borders[matched - 1];
      }
    }
    return Optional.empty();
  }

  private static int[] borders(char[] wanted) {
    int[] borders = new int[wanted.length];
    for (int i = 1; i < wanted.length; i++) {
      int border = borders[i - 1];
      while (border > 0 && wanted[i] != wanted[border]) {
        border = borders[border - 1];
      }
      borders[i] = wanted[i] == wanted[border] ? border + 1 : 0;
    }
    return borders;
  }

  private boolean isWhole(int start, int end) {
    if (start > 0 && areOneWord(original.codePointBefore(start), original.codePointAt(start))) {
      return false;
    }
    if (end == original.length()) {
      return true;
    }
    int last = original.codePointBefore(end);
    // "C" does not stand in "C++" or "C#".
    boolean goesOn =
        Character.isLetter(last)
            && (original.startsWith("++", end) || original.startsWith("#", end));
    return !goesOn && !areOneWord(last, original.codePointAt(end));
  }

  private static boolean areOneWord(int left, int right) {
    return isInWord(left) && isInWord(right) && !(isUnspaced(left) || isUnspaced(right));
  }

  private static boolean isInWord(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }

  /** Scripts that put no space between words. */
  private static boolean isUnspaced(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  private static boolean keeps(Folding folding, int codePoint, boolean space) {
    return switch (folding) {
      case EXACT -> true;
      case CASE_AND_SPACE -> space || Character.getType(codePoint) != Character.FORMAT;
      case PUNCTUATION -> isInWord(codePoint);
    };
  }

  private static int folded(Folding folding, int codePoint, boolean space) {
    return folding == Folding.EXACT ? codePoint : space ? ' ' : Character.toLowerCase(codePoint);
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
