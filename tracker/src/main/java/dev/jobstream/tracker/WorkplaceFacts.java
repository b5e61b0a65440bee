package dev.jobstream.tracker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads where the work is done from lines, titles and places that name it, and from prose. */
final class WorkplaceFacts {
  private WorkplaceFacts() {}

  private static final int LONGEST_LINE = 120;
  private static final int HEAD_LINES = 25;
  private static final int MOST_LINES = 400;
  private static final int MOST_WORDS = 5;

  private static final List<String> SEPARATORS =
      List.of(" | ", " • ", " · ", " / ", " // ", "\t", " – ", " - ", " — ", " (", ")", ", ", ". ");

  private static final Set<String> KNOWN =
      Stream.concat(
              WorkplaceTypes.phrases().stream().flatMap(one -> Stream.of(one.split(" ", -1))),
              Stream.of(
                  "fully",
                  "possible",
                  "only",
                  "work",
                  "working",
                  "position",
                  "role",
                  "job",
                  "first",
                  "option",
                  "optional",
                  "available",
                  "möglich",
                  "flexible",
                  "full",
                  "or",
                  "and",
                  "oder",
                  "und",
                  "workplace",
                  "model",
                  "location"))
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> NOT_REMOTE =
      List.of(
          "no remote",
          "not remote",
          "not a remote",
          "non remote",
          "cannot be remote",
          "not be remote",
          "remote work is not",
          "remote is not",
          "kein homeoffice",
          "kein home office",
          "kein remote",
          "keine remote",
          "pas de télétravail",
          "not eligible for remote",
          "must be on site",
          "must work on site",
          "100 on site",
          "on site position",
          "on site role",
          "onsite position",
          "onsite role",
          "fully on site",
          "fully onsite",
          "office based role",
          "office based position",
          "is an on site",
          "is on site");

  private static final List<String> HYBRID =
      List.of(
          "hybrid role",
          "hybrid position",
          "hybrid working",
          "hybrid work",
          "hybrid model",
          "hybrid schedule",
          "hybrid remote",
          "is hybrid",
          "days in the office",
          "days a week in the office",
          "days per week in the office",
          "days from home",
          "days in office",
          "tage homeoffice",
          "tage home office",
          "hybrides arbeiten",
          "hybrides arbeitsmodell",
          "homeoffice möglich",
          "anteilig homeoffice",
          "télétravail partiel",
          "partially remote",
          "partly remote",
          "homeoffice anteil");

  private static final List<String> REMOTE =
      List.of(
          "fully remote",
          "100 remote",
          "remote position",
          "remote role",
          "remote job",
          "remote opportunity",
          "is remote",
          "work remotely from anywhere",
          "work from anywhere",
          "remote within",
          "remote from anywhere",
          "this is a remote",
          "full remote",
          "work from home position",
          "work at home position",
          "vollständig remote",
          "100 homeoffice",
          "entièrement à distance");

  /** The first lines' parts that say little else: "Remote (EU)", "Berlin, hybrid". */
  static void readLines(List<Line> lines, FactSheet facts) {
    for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
      Line line = LabelFacts.withoutBullet(lines.get(i));
      if (line.length() > LONGEST_LINE || line.text().endsWith(".")) {
        continue;
      }
      List<Line> parts = i < HEAD_LINES ? Lines.split(line, SEPARATORS) : List.of(line);
      for (Line part : parts) {
        Words words = Words.of(part.text());
        if (saysOnlyThat(part.text(), words)) {
          WorkplaceTypes.find(words)
              .ifPresent(match ->
                  facts.fact(
                      PostingField.WORKPLACE_TYPE,
                      new FieldValue.Workplace(match.type()),
                      part.span()));
        }
      }
    }
  }

  /** "Remote", "100 % remote possible", "Hybrid work", "Remote (EU)"; not "On-site child care". */
  private static boolean saysOnlyThat(String text, Words words) {
    return Places.isPlace(text)
        || Stream.of(words.toString().split(" ", MOST_WORDS + 1))
            .allMatch(word -> KNOWN.contains(word) || word.equals("100"));
  }

  /** A title or a place that names it, such as "Developer (remote)". */
  static void readField(Finding finding, FactSheet facts) {
    if (finding.value() instanceof FieldValue.Text text) {
      WorkplaceTypes.parse(text.text())
          .ifPresent(type ->
              facts.offer(
                  new Finding(
                      PostingField.WORKPLACE_TYPE,
                      new FieldValue.Workplace(type),
                      finding.evidence(),
                      finding.origin())));
    }
  }

  static void readProse(Prose prose, FactSheet facts) {
    guess(prose, NOT_REMOTE, WorkplaceType.ONSITE, facts);
    guess(prose, HYBRID, WorkplaceType.HYBRID, facts);
    guess(prose, REMOTE, WorkplaceType.REMOTE, facts);
  }

  private static void guess(
      Prose prose, List<String> phrases, WorkplaceType type, FactSheet facts) {
    prose
        .first(phrases)
        .ifPresent(found ->
            facts.guess(PostingField.WORKPLACE_TYPE, new FieldValue.Workplace(type), found.span()));
  }
}
