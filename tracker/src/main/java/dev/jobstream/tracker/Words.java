package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;

/**
 * The words of a short text, in lower case and with one space between two: what stands between them
 * (hyphens, slashes, brackets) makes no difference, so {@code Full-Time}, {@code FULL_TIME} and
 * {@code full time} are one phrase. Immutable. Made in one pass; looking a phrase up is one search.
 */
final class Words {
  private final String padded;
  private final int[] starts;
  private final int[] ends;

  private Words(String padded, int[] starts, int[] ends) {
    this.padded = padded;
    this.starts = starts;
    this.ends = ends;
  }

  static Words of(String text) {
    StringBuilder padded = new StringBuilder(text.length() + 2).append(' ');
    int[] starts = new int[text.length() + 2];
    int[] ends = new int[text.length() + 2];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
        starts[padded.length()] = i;
        ends[padded.length()] = i + 1;
        padded.append(Character.toLowerCase(c));
      } else if (padded.charAt(padded.length() - 1) != ' ') {
        padded.append(' ');
      }
    }
    if (padded.charAt(padded.length() - 1) != ' ') {
      padded.append(' ');
    }
    return new Words(padded.toString(), starts, ends);
  }

  boolean isEmpty() {
    return padded.length() < 2;
  }

  /** Whether the whole text is this phrase. */
  boolean are(String phrase) {
    return padded.length() == phrase.length() + 2 && padded.startsWith(phrase, 1);
  }

  boolean has(String phrase) {
    return at(phrase) >= 0;
  }

  boolean hasAny(List<String> phrases) {
    return phrases.stream().anyMatch(this::has);
  }

  boolean startWith(String phrase) {
    return padded.startsWith(' ' + phrase + ' ');
  }

  boolean endWith(String phrase) {
    return padded.endsWith(' ' + phrase + ' ');
  }

  /** A number that orders phrases by where they stand; negative if the phrase is missing. */
  int at(String phrase) {
    return padded.indexOf(' ' + phrase + ' ');
  }

  /** As {@link #at}, of the last place where the phrase stands. */
  int lastAt(String phrase) {
    return padded.lastIndexOf(' ' + phrase + ' ');
  }

  /** Where the phrase first stands in the text that was given. */
  Optional<Span> span(String phrase) {
    int at = at(phrase);
    return at < 0
        ? Optional.empty()
        : Optional.of(new Span(starts[at + 1], ends[at + phrase.length()]));
  }

  /** The words, with one space between two. */
  @Override
  public String toString() {
    return padded.strip();
  }
}
