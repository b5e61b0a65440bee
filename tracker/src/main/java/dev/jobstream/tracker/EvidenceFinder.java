package dev.jobstream.tracker;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a posting says what a model wrote. What is spelled exactly so goes before what
 * differs in case and white space, and that before what differs in punctuation; of equals the first
 * counts, since a posting says the main things at its head. Each look-up is linear in the posting.
 * Not thread-safe.
 */
final class EvidenceFinder {
  /** Shorter words are looked up exactly: "IT" is not the "it" of a sentence. */
  private static final int SHORTEST_LOOSE = 3;

  /** With less left of it, a value without its punctuation is another: ".NET" is not "net". */
  private static final int SHORTEST_WITHOUT_PUNCTUATION = 4;

  /** A line of at most so many characters is a title or a label, and no sentence. */
  private static final int LONGEST_HEADLINE = 100;

  private static final Pattern PARTS = Pattern.compile("[,;/|()·–—]");
  private static final Span NOWHERE = new Span(0, 0);

  private final PostingText posting;
  private final FoldedText exact;
  private @Nullable FoldedText caseless;
  private @Nullable FoldedText unpunctuated;

  EvidenceFinder(PostingText posting) {
    this.posting = posting;
    this.exact = FoldedText.of(posting.text(), FoldedText.Folding.EXACT);
  }

  /** Where a text stands, whole. */
  Evidence of(String text) {
    return locate(text).map(span -> Evidence.of(span)).orElse(Evidence.NONE);
  }

  /** Where a text stands, whole or in the parts that commas and brackets make, all of them. */
  Evidence ofParts(String text) {
    Optional<Span> whole = locate(text);
    if (whole.isPresent()) {
      return Evidence.of(whole.get());
    }
    List<Span> spans = new ArrayList<>();
    for (String part : PARTS.split(text, -1)) {
      if (!part.isBlank()) {
        Optional<Span> span = locate(part.strip());
        if (span.isEmpty()) {
          return Evidence.NONE;
        }
        spans.add(span.get());
      }
    }
    return spans.isEmpty() ? Evidence.NONE : new Evidence(Evidence.Source.TEXT, spans);
  }

  /** One span an item, an empty one where the item was not found. */
  Evidence ofItems(List<String> items) {
    List<Span> spans = items.stream().map(item -> locate(item).orElse(NOWHERE)).toList();
    return spans.stream().allMatch(NOWHERE::equals)
        ? Evidence.NONE
        : new Evidence(Evidence.Source.TEXT, spans);
  }

  /** The words that name the kind of employment. */
  Evidence of(EmploymentType type, String written) {
    return ofRule(
        line -> {
          Words words = Words.of(line);
          return EmploymentTypes.find(words)
              .filter(match -> match.type() == type)
              .flatMap(match -> words.span(match.phrase()));
        },
        type == EmploymentType.OTHER ? "" : written);
  }

  /** The words that name the level. */
  Evidence of(Seniority seniority, String written) {
    return ofRule(
        line ->
            Seniorities.ofTitle(line)
                .filter(match -> match.seniority() == seniority)
                .flatMap(match -> Words.of(line).span(match.phrase())),
        written);
  }

  /** The words that say where the work is done. */
  Evidence of(WorkplaceType type, String written) {
    return ofRule(
        line -> {
          Words words = Words.of(line);
          return WorkplaceTypes.find(words)
              .filter(match -> match.type() == type)
              .flatMap(match -> words.span(match.phrase()));
        },
        written);
  }

  /** The date as written, or the same day in another spelling. */
  Evidence of(LocalDate day, String written) {
    return locate(written)
        .or(() ->
            inLines(
                Integer.MAX_VALUE,
                line ->
                    DateParser.find(line).stream()
                        .filter(match -> match.date().equals(day))
                        .map(DateParser.Match::span)
                        .findFirst()))
        .map(span -> Evidence.of(span))
        .orElse(Evidence.NONE);
  }

  /** The salary as written, or the same amounts in another spelling. */
  Evidence of(Salary salary, String written) {
    return locate(written)
        .or(() ->
            inLines(
                Integer.MAX_VALUE,
                line ->
                    SalaryParser.find(line).stream()
                        .filter(match -> SalaryAmounts.same(match.salary(), salary))
                        .map(SalaryParser.Match::span)
                        .findFirst()))
        .map(span -> Evidence.of(span))
        .orElse(Evidence.NONE);
  }

  /** Where a text first stands as whole words. */
  Optional<Span> locate(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Optional<Span> found = exact.find(text);
    if (found.isPresent() || isShortWord(text)) {
      return found;
    }
    if (caseless == null) {
      caseless = FoldedText.of(posting.text(), FoldedText.Folding.CASE_AND_SPACE);
    }
    found = caseless.find(text);
    if (found.isPresent() || wordCharacters(text) < SHORTEST_WITHOUT_PUNCTUATION) {
      return found;
    }
    if (unpunctuated == null) {
      unpunctuated = FoldedText.of(posting.text(), FoldedText.Folding.PUNCTUATION);
    }
    return unpunctuated.find(text);
  }

  /** A headline that says so by the rule, else the model's own word, else any line. */
  private Evidence ofRule(Function<String, Optional<Span>> rule, String written) {
    return inLines(LONGEST_HEADLINE, rule)
        .or(() -> locate(written))
        .or(() -> inLines(Integer.MAX_VALUE, rule))
        .map(span -> Evidence.of(span))
        .orElse(Evidence.NONE);
  }

  private Optional<Span> inLines(int longest, Function<String, Optional<Span>> rule) {
    String text = posting.text();
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      if (end - start <= longest) {
        Optional<Span> found = rule.apply(text.substring(start, end));
        if (found.isPresent()) {
          return Optional.of(new Span(start + found.get().start(), start + found.get().end()));
        }
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  private static boolean isShortWord(String text) {
    return text.length() < SHORTEST_LOOSE && text.chars().allMatch(Character::isLetter);
  }

  private static long wordCharacters(String text) {
    return text.codePoints().filter(Character::isLetterOrDigit).count();
  }
}
