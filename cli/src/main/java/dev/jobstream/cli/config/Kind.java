package dev.jobstream.cli.config;

import java.util.List;
import java.util.function.Function;

/**
 * What a setting takes.
 *
 * @param <T> what its text is read as
 * @param takes what it takes, to stand behind “it must be”: {@code a whole number from 1 to 64}
 * @param words the words that it takes, if they are few and known; else none
 * @param quotable whether a wrong value may be quoted: what stands in place of a name may be a key
 * @param list whether it takes a list; its items are then lines of the text
 * @param parser reads a value; throws {@link IllegalArgumentException} if it is none of this kind
 */
record Kind<T>(
    String takes, List<String> words, boolean quotable, boolean list, Function<String, T> parser) {
  Kind {
    words = List.copyOf(words);
  }

  static <T> Kind<T> of(String takes, Function<String, T> parser) {
    return new Kind<>(takes, List.of(), true, false, parser);
  }

  static <T> Kind<T> ofWords(String takes, List<String> words, Function<String, T> parser) {
    return new Kind<>(takes, words, true, false, parser);
  }

  /** A kind whose wrong values are not quoted. */
  static <T> Kind<T> secretive(String takes, Function<String, T> parser) {
    return new Kind<>(takes, List.of(), false, false, parser);
  }

  /** A list of at least one value of a kind. */
  static <T> Kind<List<T>> listOf(String takes, Kind<T> kind) {
    return new Kind<>(
        takes,
        List.of(),
        true,
        true,
        text -> {
          if (text.isEmpty()) {
            throw new IllegalArgumentException();
          }
          return text.lines().map(kind::parse).toList();
        });
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is none of this kind
   */
  T parse(String text) {
    return parser.apply(text);
  }
}
