package dev.jobstream.tracker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guesses the level from the years of experience that a posting asks for, where neither its title
 * nor a label names one. Its evidence are those years, so that a reader can judge the guess.
 */
final class YearsOfExperience {
  private YearsOfExperience() {}

  private static final int MOST_LINES = 400;
  private static final int LONGEST_LINE = 4_000;
  private static final int WINDOW = 60;

  /** More is a company's age. */
  private static final int MOST_YEARS = 15;

  private static final int LEAST_OF_A_SENIOR = 5;
  private static final int LEAST_OF_AN_ASSOCIATE = 2;
  private static final int MOST_OF_A_BEGINNER = 3;

  private static final Pattern YEARS =
      Pattern.compile(
          "(?<![\\d.,$€£])(?<from>\\d{1,2})(?: ?\\+)?(?: ?(?:-|–|—|to|bis) ?(?<to>\\d{1,2})\\+?)?"
              + " ?(?:years?|yrs?\\.?|jahren?|ans)\\b",
          Pattern.CASE_INSENSITIVE);

  static void read(List<Line> lines, FactSheet facts) {
    if (facts.has(PostingField.SENIORITY)) {
      return;
    }
    for (Line line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
      Matcher matcher =
          YEARS.matcher(line.text().substring(0, Math.min(line.length(), LONGEST_LINE)));
      while (matcher.find()) {
        int from = Integer.parseInt(matcher.group("from"));
        int to = matcher.group("to") == null ? from : Integer.parseInt(matcher.group("to"));
        if (from <= MOST_YEARS && isAskedFor(line.text(), matcher)) {
          if (from >= LEAST_OF_A_SENIOR) {
            offer(Seniority.MID_SENIOR, line, matcher, facts);
          } else if (from >= LEAST_OF_AN_ASSOCIATE) {
            offer(Seniority.ASSOCIATE, line, matcher, facts);
          } else if (to <= MOST_OF_A_BEGINNER) {
            offer(Seniority.ENTRY, line, matcher, facts);
          }
          return; // what is asked for first is asked for most
        }
      }
    }
  }

  private static void offer(Seniority level, Line line, Matcher matcher, FactSheet facts) {
    facts.guess(
        PostingField.SENIORITY,
        new FieldValue.Level(level),
        line.at(new Span(matcher.start(), matcher.end())));
  }

  /** "5 years of experience" is; "for 10 years we have" is not. */
  private static boolean isAskedFor(String line, Matcher matcher) {
    Words behind =
        Words.of(line.substring(matcher.end(), Math.min(line.length(), matcher.end() + WINDOW)));
    Words before = Words.of(line.substring(Math.max(0, matcher.start() - WINDOW), matcher.start()));
    return behind.hasAny(EXPERIENCE) || before.hasAny(EXPERIENCE_BEFORE);
  }

  private static final List<String> EXPERIENCE =
      List.of(
          "experience",
          "experiences",
          "expertise",
          "relevant",
          "work",
          "working",
          "industry",
          "professional",
          "hands",
          "berufserfahrung",
          "erfahrung",
          "expérience",
          "analytics",
          "development",
          "developing");

  private static final List<String> EXPERIENCE_BEFORE =
      List.of("experience", "minimum", "at least", "berufserfahrung", "mindestens", "erfahrung");
}
