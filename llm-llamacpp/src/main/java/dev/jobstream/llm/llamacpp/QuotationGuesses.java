package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.ResponseFormat.Quotations;

/**
 * Guesses that a property which quotes a text goes on as the text does where the value so far
 * stands: at the first line that begins so, else at the first word. A quotation is taken to end
 * with its line. Not thread-safe.
 */
final class QuotationGuesses extends GuessSource {
  private static final int SHORTEST_MATCH = 3;
  private static final int LONGEST_SHORTEST_MATCH = 20;

  private final Quotations quotations;

  /** The fewest characters that count: more, the more often the last ones misled. */
  private int shortestMatch = SHORTEST_MATCH;

  QuotationGuesses(Quotations quotations) {
    super(6, 12, 48);
    this.quotations = quotations;
  }

  @Override
  String guess(String answer) {
    WrittenProperty property = WrittenProperty.of(answer);
    if (property == null || !quotations.properties().contains(property.name())) {
      return "";
    }
    String value = property.openString().stripLeading();
    int from = value.length() < shortestMatch ? -1 : behind(value);
    if (from < 0) {
      return "";
    }
    String text = quotations.text();
    int to = end(text, from);
    int lineEnd = lineEnd(text, from);
    return lineEnd <= to ? text.substring(from, lineEnd) + "\"" : text.substring(from, to);
  }

  /** The end of a line, or what JSON would write otherwise. */
  private static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && "\n\"\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Behind the place where a value stands, in any case of its letters; -1 if nowhere. */
  private int behind(String value) {
    String text = quotations.text();
    int word = -1;
    for (int at = 0; at + value.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, value, 0, value.length())) {
        if (at == 0 || text.charAt(at - 1) == '\n') {
          return at + value.length();
        }
        if (word < 0 && !Character.isLetterOrDigit(text.charAt(at - 1))) {
          word = at + value.length();
        }
      }
    }
    return word;
  }

  @Override
  void learn(int right, int suggested) {
    super.learn(right, suggested);
    shortestMatch =
        right > 0 ? SHORTEST_MATCH : Math.min(LONGEST_SHORTEST_MATCH, shortestMatch + 3);
  }
}
