package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Offers what stands behind or below a label as its field's value, if it can be one. */
final class LabelledValue {
  private LabelledValue() {}

  /** Where a value stands. */
  enum Place {
    /** On the label's line. */
    BEHIND,
    /** On the line below. */
    BELOW
  }

  private static final int LONGEST_TEXT = 120;
  private static final int MOST_WORDS = 16;
  private static final int MOST_WORDS_BEFORE_A_STOP = 6;
  private static final int MOST_WORDS_OF_A_SKILL = 5;
  private static final int MOST_LINES_OF_A_LIST = 30;

  /** What begins a sentence about the job rather than its name. */
  private static final Set<String> SENTENCE_STARTS =
      Set.of(
          "we", "you", "you'll", "you’ll", "we're", "we’re", "our", "this", "as", "is", "are",
          "the", "in", "at", "your", "if", "an", "a", "to", "wir", "du", "sie", "als", "unser",
          "unsere", "ihre", "deine", "nous", "vous", "notre", "who", "what", "must", "please");

  private static final List<String> ADDRESSING = List.of("you", "your", "we", "our", "us");

  static void offer(Labels.Label label, Line value, Place place, FactSheet facts) {
    PostingField field = label.field();
    if (field == null || value.isEmpty()) {
      return;
    }
    switch (field.kind()) {
      case TEXT -> offerText(field, value, place, facts);
      case LIST -> offerItems(field, List.of(value), facts);
      case DATE ->
          DateParser.find(Lines.cut(value.text())).stream()
              .findFirst()
              .ifPresent(match ->
                  facts.fact(field, new FieldValue.Day(match.date()), value.at(match.span())));
      case SALARY -> SalaryFacts.offerLabelled(value, facts);
      case EMPLOYMENT_TYPE -> {
        EmploymentFacts.offerLabelled(value, facts);
        if (place == Place.BEHIND) {
          offerWorkplace(value, facts);
        }
      }
      case WORKPLACE_TYPE -> {
        offerWorkplace(value, facts);
        EmploymentFacts.offerLabelled(value, facts); // "Work type: full time"
      }
      case SENIORITY -> offerSeniority(value, place, facts);
    }
  }

  private static void offerText(PostingField field, Line line, Place place, FactSheet facts) {
    Line value = line;
    if (field == PostingField.SOURCE_URL || field == PostingField.APPLY_URL) {
      UrlFacts.offerLabelled(field, value, facts);
      return;
    }
    boolean noTitle =
        field == PostingField.TITLE
            && !JobTitles.isTitle(value.text())
            && (words(value.text()) > MOST_WORDS_BEFORE_A_STOP
                || Words.of(Lines.cut(value.text())).hasAny(ADDRESSING));
    if (value.length() > LONGEST_TEXT || noTitle || isSentence(value.text(), place)) {
      return;
    }
    if (field == PostingField.LOCATION) {
      offerWorkplace(value, facts);
      value = Places.withoutWorkplace(value);
    }
    Optional<String> text = Values.clean(value.text());
    if (text.isPresent()) {
      facts.fact(field, new FieldValue.Text(text.get()), value.at(text.get()));
    }
  }

  private static boolean isSentence(String text, Place place) {
    String[] words = text.split(" ", MOST_WORDS + 1);
    boolean stops = text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
    return words.length > MOST_WORDS
        || (stops && words.length > MOST_WORDS_BEFORE_A_STOP)
        || (words.length > 2
            && (place == Place.BELOW || words.length > MOST_WORDS_BEFORE_A_STOP)
            && SENTENCE_STARTS.contains(lowerFirst(words[0])));
  }

  /** "We" is "we", but "IS" in "IS Data Scientist" is a name. */
  private static String lowerFirst(String word) {
    return word.isEmpty() ? word : Character.toLowerCase(word.charAt(0)) + word.substring(1);
  }

  private static void offerWorkplace(Line value, FactSheet facts) {
    if (value.length() > LONGEST_TEXT) {
      return;
    }
    Words words = Words.of(Lines.cut(value.text()));
    Optional<WorkplaceType> type =
        words.are("yes") || words.are("ja")
            ? Optional.of(WorkplaceType.REMOTE)
            : WorkplaceTypes.find(words).map(WorkplaceTypes.Match::type);
    type.ifPresent(workplace ->
        facts.fact(PostingField.WORKPLACE_TYPE, new FieldValue.Workplace(workplace), value.span()));
  }

  /** Below its label stands what a board filled in for itself: the title knows better. */
  private static void offerSeniority(Line value, Place place, FactSheet facts) {
    if (value.length() > LONGEST_TEXT) {
      return;
    }
    Seniorities.parse(value.text())
        .ifPresent(level ->
            facts.offer(
                PostingField.SENIORITY,
                new FieldValue.Level(level),
                place == Place.BEHIND ? Finding.Origin.FACT : Finding.Origin.GUESS,
                value.span()));
  }

  /** Offers a list that stands below its label: one line of commas, or a short item a line. */
  static void offerList(Labels.Label label, List<Line> below, FactSheet facts) {
    PostingField field = label.field();
    if (field == null || below.isEmpty()) {
      return;
    }
    List<Line> items = new ArrayList<>();
    for (Line line : below) {
      Line bare = LabelFacts.withoutBullet(line);
      if (items.size() == MOST_LINES_OF_A_LIST
          || LabelFacts.isLabelled(line)
          || words(bare.text()) > MOST_WORDS_OF_A_SKILL) {
        break;
      }
      items.add(bare);
    }
    if (items.size() >= 2) {
      offerItems(field, items, facts);
    } else if (below.getFirst().text().indexOf(',') > 0) {
      offerItems(field, List.of(below.getFirst()), facts);
    }
  }

  private static int words(String text) {
    return text.split(" ", MOST_WORDS).length;
  }

  /** Offers the items of the lines: most of them must be names, not sentences. */
  private static void offerItems(PostingField field, List<Line> lines, FactSheet facts) {
    List<String> items = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    int sentences = 0;
    for (Line line : lines) {
      for (String item : Values.items(line.text())) {
        if (words(item) > MOST_WORDS_OF_A_SKILL) {
          sentences++;
        } else if (!items.contains(item)) {
          items.add(item);
          spans.add(line.at(item));
        }
      }
    }
    if (!items.isEmpty() && sentences * 2 <= items.size()) {
      facts.offer(
          new Finding(
              field,
              new FieldValue.Items(items),
              new Evidence(Evidence.Source.TEXT, spans),
              Finding.Origin.FACT));
    }
  }
}
