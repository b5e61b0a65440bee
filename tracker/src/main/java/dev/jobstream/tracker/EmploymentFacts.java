package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the kind of employment from labels' values, lines and titles that name it, and prose. */
final class EmploymentFacts {
  private EmploymentFacts() {}

  private static final int LONGEST_LINE = 120;
  private static final int HEAD_LINES = 25;
  private static final int MOST_LINES = 400;

  private static final List<String> SEPARATORS =
      List.of(" | ", " • ", " · ", " / ", " // ", "\t", " – ", " - ", " — ", " (", ")", ", ", ". ");

  /** What stands beside a kind of employment without changing it. */
  private static final Set<String> BESIDE =
      Set.of(
          "permanent",
          "position",
          "positions",
          "role",
          "job",
          "employment",
          "unbefristet",
          "unbefristete",
          "festanstellung",
          "w2",
          "and",
          "or",
          "und",
          "oder",
          "h",
          "hours",
          "std",
          "stunden",
          "woche",
          "week",
          "per",
          "a",
          "month",
          "months",
          "term",
          "regular",
          "exempt",
          "non",
          "employee",
          "m",
          "w",
          "d",
          "f",
          "x",
          "ab",
          "sofort",
          "cdi",
          "hrs",
          "only",
          "paid",
          "monate");

  /** Every word of a line that says nothing else. */
  private static final Set<String> KNOWN =
      Stream.concat(
              BESIDE.stream(),
              EmploymentTypes.phrases().stream()
                  .flatMap(phrase -> Stream.of(phrase.split(" ", -1))))
          .collect(Collectors.toUnmodifiableSet());

  /** No hours are named, but nobody is hired for good by the hour. */
  private static final Set<String> FOR_GOOD =
      Set.of("permanent", "festanstellung", "unbefristet", "cdi", "contrat à durée indéterminée");

  private static final List<String> SAID_OF_THE_JOB =
      List.of(
          "full time position",
          "full time role",
          "full time job",
          "full time opportunity",
          "full time employment",
          "full time basis",
          "full time permanent",
          "permanent full time",
          "is full time",
          "is a full time",
          "full time internship",
          "full time contract",
          "part time position",
          "part time role",
          "part time job",
          "part time opportunity",
          "part time basis",
          "is part time",
          "is a part time",
          "contract position",
          "contract role",
          "contract to hire",
          "month contract",
          "months contract",
          "temporary position",
          "temporary role",
          "fixed term contract",
          "internship program",
          "this internship",
          "our internship",
          "freelance position",
          "freelance role",
          "in vollzeit",
          "in teilzeit",
          "vollzeit oder teilzeit",
          "vollzeit oder in teilzeit",
          "poste à temps plein",
          "freelance basis",
          "als werkstudent");

  static void offerLabelled(Line value, FactSheet facts) {
    if (value.length() > LONGEST_LINE) {
      return;
    }
    Words words = Words.of(value.text());
    Optional<EmploymentType> type = EmploymentTypes.parse(value.text());
    if (type.isPresent()) {
      facts.fact(PostingField.EMPLOYMENT_TYPE, new FieldValue.Employment(type.get()), value.span());
    } else if (FOR_GOOD.stream().anyMatch(words::has)) {
      guessFullTime(value, facts);
    }
  }

  private static void guessFullTime(Line line, FactSheet facts) {
    facts.guess(
        PostingField.EMPLOYMENT_TYPE,
        new FieldValue.Employment(EmploymentType.FULL_TIME),
        line.span());
  }

  /** Lines, or parts of the first lines, that say nothing but the kind of employment. */
  static void readLines(List<Line> lines, FactSheet facts) {
    for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
      Line line = LabelFacts.withoutBullet(lines.get(i));
      if (line.length() <= LONGEST_LINE) {
        readAlone(line, facts);
        if (i < HEAD_LINES) {
          Lines.split(line, SEPARATORS).forEach(part -> readAlone(part, facts));
        }
      }
    }
  }

  private static void readAlone(Line part, FactSheet facts) {
    Words words = Words.of(part.text());
    if (FOR_GOOD.contains(words.toString())) {
      guessFullTime(part, facts);
    } else if (saysOnlyThat(words)) {
      EmploymentTypes.parse(part.text())
          .ifPresent(type ->
              facts.fact(
                  PostingField.EMPLOYMENT_TYPE, new FieldValue.Employment(type), part.span()));
    }
  }

  /** Whether a text names the kind of employment and nothing else. */
  static boolean isAlone(String text) {
    Words words = Words.of(text);
    return FOR_GOOD.contains(words.toString()) || saysOnlyThat(words);
  }

  private static boolean saysOnlyThat(Words words) {
    for (String word : words.toString().split(" ", -1)) {
      if (!KNOWN.contains(word) && (word.isEmpty() || !Character.isDigit(word.charAt(0)))) {
        return false;
      }
    }
    return EmploymentTypes.find(words).isPresent();
  }

  /** "Data Analyst Intern", "Developer (part-time)". */
  static void readTitle(String title, Span span, FactSheet facts) {
    Words words = Words.of(title);
    EmploymentTypes.find(words)
        .filter(match -> saysItOfATitle(match, title))
        .ifPresent(match ->
            facts.guess(
                PostingField.EMPLOYMENT_TYPE,
                new FieldValue.Employment(match.type()),
                inTitle(words, match.phrase(), span)));
  }

  /** A "Volunteer Coordinator" is employed, and "Contract" in a title is mostly a subject. */
  private static boolean saysItOfATitle(EmploymentTypes.Match match, String title) {
    return switch (match.type()) {
      case VOLUNTEER, CONTRACT, OTHER, UNSPECIFIED ->
          Lines.split(new Line(0, title), SEPARATORS).stream()
              .anyMatch(part -> saysOnlyThat(Words.of(part.text())));
      case FULL_TIME, PART_TIME, TEMPORARY, INTERNSHIP, FREELANCE -> true;
    };
  }

  static Span inTitle(Words words, String phrase, Span title) {
    return words
        .span(phrase)
        .map(at -> new Span(title.start() + at.start(), title.start() + at.end()))
        .filter(at -> at.end() <= title.end())
        .orElse(title);
  }

  static void readProse(Prose prose, FactSheet facts) {
    prose
        .first(SAID_OF_THE_JOB)
        .ifPresent(found ->
            EmploymentTypes.parse(found.phrase())
                .ifPresent(type ->
                    facts.guess(
                        PostingField.EMPLOYMENT_TYPE,
                        new FieldValue.Employment(type),
                        found.span())));
  }
}
