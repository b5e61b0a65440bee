package dev.jobstream.testsupport.gguf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A byte-level BPE vocabulary: 256 byte tokens, merges learnt from a little text about job
 * postings, then made-up words, and the special tokens last. Every token that is not special is
 * made by a merge, as in a real vocabulary.
 *
 * @param tokens in order of their ids, bytes written in GPT-2's alphabet
 * @param controlCount how many tokens behind the normal ones are never printed
 * @param userDefinedCount how many tokens at the end are special but printed
 * @param merges in order of their rank
 */
record TestVocabulary(
    List<String> tokens, int controlCount, int userDefinedCount, List<String> merges) {
  private static final int NORMAL = 1;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;

  private static final int LEARNT_MERGES = 900;
  private static final String[] BYTE_ALPHABET = byteAlphabet();
  // How Qwen2 cuts a text before it merges; Llama 3 differs in digits only.
  private static final Pattern WORDS =
      Pattern.compile(
          "'(?:[sdmtSDMT]|ll|LL|ve|VE|re|RE)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
              + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

  /**
   * Makes a vocabulary of an exact size.
   *
   * @param controls special tokens that are never printed
   * @param userDefined special tokens that are printed
   */
  static TestVocabulary of(
      int size, String corpus, List<String> controls, List<String> userDefined) {
    int normalCount = size - controls.size() - userDefined.size();
    if (normalCount < 256) {
      throw new IllegalArgumentException(
          "A vocabulary of %d tokens cannot hold 256 bytes and %d special tokens."
              .formatted(size, size - normalCount));
    }
    Set<String> tokens = new LinkedHashSet<>(Arrays.asList(BYTE_ALPHABET));
    List<String> merges = new ArrayList<>();
    learn(corpus, Math.min(normalCount, 256 + LEARNT_MERGES), tokens, merges);
    inventWords(normalCount, tokens, merges);

    List<String> all = new ArrayList<>(tokens);
    all.addAll(controls);
    all.addAll(userDefined);
    return new TestVocabulary(
        List.copyOf(all), controls.size(), userDefined.size(), List.copyOf(merges));
  }

  /** The type of every token, in order of their ids. */
  int[] types() {
    int[] types = new int[tokens.size()];
    int userDefined = types.length - userDefinedCount;
    Arrays.fill(types, NORMAL);
    Arrays.fill(types, userDefined - controlCount, userDefined, CONTROL);
    Arrays.fill(types, userDefined, types.length, USER_DEFINED);
    return types;
  }

  int idOf(String token) {
    int id = tokens.lastIndexOf(token);
    if (id < 0) {
      throw new IllegalArgumentException("The vocabulary has no token `%s`.".formatted(token));
    }
    return id;
  }

  private static void learn(String corpus, int size, Set<String> tokens, List<String> merges) {
    Map<List<String>, Integer> words = new HashMap<>();
    WORDS
        .matcher(corpus)
        .results()
        .forEach(word -> words.merge(letters(word.group()), 1, Integer::sum));
    while (tokens.size() < size) {
      Map<List<String>, Integer> pairs = new HashMap<>();
      words.forEach((word, count) -> {
        for (int i = 1; i < word.size(); i++) {
          pairs.merge(List.of(word.get(i - 1), word.get(i)), count, Integer::sum);
        }
      });
      // The most frequent pair; of equals the first in the alphabet, so that it is always the same.
      var best =
          pairs.entrySet().stream()
              .max(
                  Map.Entry.<List<String>, Integer>comparingByValue()
                      .thenComparing(pair -> String.join(" ", pair.getKey())));
      if (best.isEmpty() || best.get().getValue() < 2) {
        return;
      }
      String first = best.get().getKey().getFirst();
      String second = best.get().getKey().getLast();
      tokens.add(first + second);
      merges.add(first + " " + second);
      Map<List<String>, Integer> merged = new HashMap<>();
      words.forEach((word, count) -> merged.merge(merge(word, first, second), count, Integer::sum));
      words.clear();
      words.putAll(merged);
    }
  }

  private static List<String> letters(String word) {
    List<String> letters = new ArrayList<>();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      letters.add(byteLetter(b));
    }
    return letters;
  }

  private static List<String> merge(List<String> word, String first, String second) {
    List<String> merged = new ArrayList<>(word.size());
    for (String part : word) {
      if (part.equals(second) && !merged.isEmpty() && merged.getLast().equals(first)) {
        merged.set(merged.size() - 1, first + second);
      } else {
        merged.add(part);
      }
    }
    return List.copyOf(merged);
  }

  /** Adds syllables, then words of two, three and more syllables, with and without a space. */
  private static void inventWords(int size, Set<String> tokens, List<String> merges) {
    List<String> syllables = new ArrayList<>();
    for (char consonant : "bcdfghjklmnprstvwz".toCharArray()) {
      for (char vowel : "aeiou".toCharArray()) {
        syllables.add("" + consonant + vowel);
        add("" + consonant, "" + vowel, size, tokens, merges);
      }
    }
    List<String> longest = new ArrayList<>(syllables);
    longest.addAll(syllables.stream().map(syllable -> byteLetter((byte) ' ') + syllable).toList());
    syllables.forEach(s -> add(byteLetter((byte) ' '), s, size, tokens, merges));
    while (tokens.size() < size) {
      List<String> longer = new ArrayList<>();
      for (String start : longest) {
        for (String syllable : syllables) {
          if (tokens.size() + longer.size() > size * 2L) {
            break;
          }
          longer.add(start + syllable);
          add(start, syllable, size, tokens, merges);
        }
      }
      longest = longer;
    }
  }

  private static void add(
      String first, String second, int size, Set<String> tokens, List<String> merges) {
    if (tokens.size() < size && tokens.add(first + second)) {
      merges.add(first + " " + second);
    }
  }

  private static String byteLetter(byte b) {
    return String.valueOf(alphabetLetter(b & 0xFF));
  }

  /** GPT-2's letter of a byte: itself where it is printable, else the next free one from 256 on. */
  private static char alphabetLetter(int value) {
    if (isPrintable(value)) {
      return (char) value;
    }
    int before = 0;
    for (int i = 0; i < value; i++) {
      if (!isPrintable(i)) {
        before++;
      }
    }
    return (char) (256 + before);
  }

  private static boolean isPrintable(int value) {
    return (value >= 33 && value <= 126) || (value >= 161 && value <= 255 && value != 173);
  }

  /** The 256 letters in the order in which GPT-2 numbers them: the printable bytes first. */
  private static String[] byteAlphabet() {
    String[] letters = new String[256];
    for (int value = 0; value < 256; value++) {
      letters[value] = String.valueOf(alphabetLetter(value));
    }
    Arrays.sort(letters);
    return letters;
  }
}
