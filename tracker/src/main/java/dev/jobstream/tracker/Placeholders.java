package dev.jobstream.tracker;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What models write where a posting says nothing, in several languages. */
final class Placeholders {
  private Placeholders() {}

  private static final Set<String> PHRASES = read();

  /** Whether a value only says that there is none: {@code N/A}, {@code not specified in the ad}. */
  static boolean is(String value) {
    String words = words(value);
    if (words.isEmpty() || PHRASES.contains(words)) {
      return true;
    }
    int in = words.indexOf(" in ");
    int by = words.indexOf(" by ");
    int cut = in < 0 ? by : by < 0 ? in : Math.min(in, by);
    // "not mentioned in the posting", but not "none in particular": one word is too little to tell.
    return cut > 0
        && words.lastIndexOf(' ', cut - 1) > 0
        && PHRASES.contains(words.substring(0, cut));
  }

  /** The letters and digits in lower case, with a space where a space was. */
  private static String words(String value) {
    StringBuilder words = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(codePoint -> {
          if (Character.isLetterOrDigit(codePoint)) {
            words.appendCodePoint(codePoint);
          } else if (Character.isWhitespace(codePoint) || codePoint == '_' || codePoint == '-') {
            words.append(' ');
          }
        });
    return words.toString().toLowerCase(Locale.ROOT).strip().replaceAll(" +", " ");
  }

  private static Set<String> read() {
    return TrackerResource.text("placeholders.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Placeholders::words)
        .collect(Collectors.toUnmodifiableSet());
  }
}
