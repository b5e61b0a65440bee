package dev.jobstream.tracker;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells job titles from other short texts, by the nouns that name jobs. */
final class JobTitles {
  private JobTitles() {}

  private static final int LONGEST = 120;
  private static final int MOST_WORDS = 16;

  private static final Set<String> NOUNS =
      WordList.read("job-nouns.txt").stream()
          .filter(noun -> !noun.startsWith("-"))
          .collect(Collectors.toUnmodifiableSet());

  /** German joins its nouns: "Softwareentwickler" ends as "Entwickler" does. */
  private static final List<String> ENDINGS =
      WordList.read("job-nouns.txt").stream()
          .filter(noun -> noun.startsWith("-"))
          .map(noun -> noun.substring(1))
          .toList();

  private static final List<String> GENDERS =
      List.of(
          "m w d",
          "w m d",
          "f m d",
          "m f d",
          "m f x",
          "f m x",
          "m d w",
          "d m w",
          "h f",
          "f h",
          "all genders",
          "m w x",
          "gn");

  /** What no title ends with, or has in it: then it is a sentence. */
  private static final Set<String> SENTENCE_WORDS =
      Set.of(
          "is", "are", "will", "we", "you", "your", "our", "must", "be", "have", "has", "this",
          "wir", "sie", "ihr", "unser", "werden", "nous", "vous", "that", "who", "their");

  static boolean isTitle(String text) {
    String title = text.strip();
    if (title.length() < 3
        || title.length() > LONGEST
        || title.endsWith(".")
        || title.endsWith(":")
        || title.endsWith("?")) {
      return false;
    }
    Words words = Words.of(title);
    String[] all = words.toString().split(" ", -1);
    if (all.length > MOST_WORDS) {
      return false;
    }
    boolean noun = false;
    for (String word : all) {
      if (SENTENCE_WORDS.contains(word) && !title.contains(word.toUpperCase(Locale.ROOT))) {
        return false;
      }
      noun = noun || isNoun(word);
    }
    return noun || GENDERS.stream().anyMatch(words::has);
  }

  /** Whether a short text has words that only sentences have. */
  static boolean isSentence(String text) {
    return Stream.of(text.split("[ ,.!?]", -1)).anyMatch(SENTENCE_WORDS::contains)
        || text.startsWith("We ")
        || text.startsWith("You ")
        || text.startsWith("Our ")
        || text.startsWith("Your ");
  }

  private static boolean isNoun(String word) {
    if (NOUNS.contains(word)) {
      return true;
    }
    String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    return NOUNS.contains(singular)
        || ENDINGS.stream().anyMatch(word.toLowerCase(Locale.ROOT)::endsWith);
  }
}
