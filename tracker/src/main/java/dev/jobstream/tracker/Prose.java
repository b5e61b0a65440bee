package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;

/** A posting's whole text, searched for phrases that can only be about the job. */
final class Prose {
  private final Words words;

  Prose(String text) {
    words = Words.of(text);
  }

  /** A phrase and where it stands. */
  record Found(String phrase, Span span) {}

  /** The phrase that stands first in the text. */
  Optional<Found> first(List<String> phrases) {
    String first = null;
    int at = Integer.MAX_VALUE;
    for (String phrase : phrases) {
      int phraseAt = words.at(phrase);
      if (phraseAt >= 0 && phraseAt < at) {
        at = phraseAt;
        first = phrase;
      }
    }
    String found = first;
    return found == null ? Optional.empty() : words.span(found).map(span -> new Found(found, span));
  }
}
