package dev.jobstream.tracker.applications;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Texts as searches compare them: words in lower case without accents and punctuation. Both what is
 * searched and what is searched for goes through here, so that every store finds the same. {@code
 * C++} and {@code C#} are words of their own; where a script puts no space between words, every
 * character is one.
 */
public final class SearchText {
  /** The longest word that is told from a longer one with the same beginning. */
  private static final int LONGEST_WORD = 60;

  static final int LONGEST_KEY = 500;

  private SearchText() {}

  /** The words of a text. */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < plain.length(); ) {
      int c = plain.codePointAt(i);
      i += Character.charCount(c);
      if (isAccent(c)) {
        continue;
      }
      if (!Character.isLetterOrDigit(c)) {
        i = sign(plain, i, c, word);
        end(word, words);
      } else if (isUnspaced(c)) {
        end(word, words);
        words.add(Character.toString(c));
      } else {
        append(word, Character.toLowerCase(c));
      }
    }
    end(word, words);
    return words;
  }

  /**
   * The words with one space between two: equal for texts that mean the same name. A text of
   * nothing but signs is its own key. Short enough for every database's index.
   */
  public static String key(String text) {
    String words = String.join(" ", words(text));
    String key = words.isEmpty() ? text.strip().toLowerCase(Locale.ROOT) : words;
    return key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Adds to a word what makes another of it: "C++" is not "C". Returns where to go on. */
  private static int sign(String text, int next, int c, StringBuilder word) {
    if (word.isEmpty()) {
      return next;
    }
    if (c == '+' && next < text.length() && text.charAt(next) == '+' && endsAt(text, next + 1)) {
      word.append("plusplus");
      return next + 1;
    }
    if (c == '#' && endsAt(text, next)) {
      word.append("sharp");
    }
    return next;
  }

  private static boolean endsAt(String text, int at) {
    return at == text.length() || !Character.isLetterOrDigit(text.codePointAt(at));
  }

  private static void append(StringBuilder word, int c) {
    if (word.length() >= LONGEST_WORD) {
      return;
    }
    switch (c) {
      case 'ß' -> word.append("ss");
      case 'æ' -> word.append("ae");
      case 'œ' -> word.append("oe");
      case 'ø' -> word.append('o');
      case 'ł' -> word.append('l');
      case 'đ', 'ð' -> word.append('d');
      case 'þ' -> word.append("th");
      case 'ı' -> word.append('i');
      default -> word.appendCodePoint(c);
    }
  }

  private static boolean isAccent(int c) {
    return c >= 0x300 && c <= 0x36F;
  }

  private static boolean isUnspaced(int c) {
    if (c < 0x0E00) {
      return false;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
