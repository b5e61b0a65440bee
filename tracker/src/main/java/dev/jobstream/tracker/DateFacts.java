package dev.jobstream.tracker;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Reads when a posting was published and until when it stands, by the words before a date. */
final class DateFacts {
  private DateFacts() {}

  private static final List<String> POSTED =
      List.of(
          "posted",
          "reposted",
          "published",
          "listed",
          "date posted",
          "posting date",
          "post date",
          "advertised",
          "veröffentlicht",
          "online seit",
          "ausgeschrieben",
          "publié",
          "publiée",
          "publicado",
          "publicada",
          "geplaatst",
          "erschienen",
          "eingestellt",
          "opened",
          "date opened");

  private static final List<String> VALID =
      List.of(
          "apply by",
          "apply before",
          "apply until",
          "apply no later than",
          "deadline",
          "closing date",
          "closes",
          "closes on",
          "close on",
          "closing on",
          "expires",
          "expires on",
          "valid through",
          "valid until",
          "applications by",
          "applications until",
          "application by",
          "application until",
          "received by",
          "submitted by",
          "open until",
          "accepted until",
          "accepted through",
          "bewerbungsschluss",
          "bewerbungsfrist",
          "bewerbung bis",
          "bewerbungen bis",
          "bewerben bis",
          "unterlagen bis",
          "bewerbungsunterlagen bis",
          "bewerben sie sich bis",
          "bewirb dich bis",
          "date limite",
          "avant le",
          "fecha límite",
          "hasta el");

  /** How much text before a date may say what it is. */
  private static final int WINDOW = 48;

  private static final List<String> BY =
      List.of(
          "by", "before", "until", "no later than", "bis", "bis zum", "bis spätestens", "avant le");

  private static final int LONG_WINDOW = 200;

  private static final int MOST_LINES = 400;
  private static final int HEAD_LINES = 25;
  private static final int LONGEST_RELATIVE = 40;

  private static final List<String> SEPARATORS = List.of(" | ", " • ", " · ", " // ", "\t");

  /** What may stand between "posted" and a day. */
  private static final List<String> ON = List.of("", " on", " am", " le", " el", " op");

  /** A line that says something else of a day. */
  private static final List<String> NOT_POSTED =
      Stream.concat(VALID.stream(), Stream.of("active", "updated", "aktualisiert", "viewed"))
          .toList();

  /** A text with more dates is a calendar. */
  private static final int MOST_DATES = 500;

  /**
   * Days that count from when the posting was seen: behind "posted", or alone in a part of the
   * head, as boards put them. The first counts.
   */
  static void readRelative(List<Line> lines, LocalDate seen, FactSheet facts) {
    for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
      Line line = LabelFacts.withoutBullet(lines.get(i));
      for (RelativeDays.Match match : RelativeDays.find(Lines.cut(line.text()), seen)) {
        if (isPosted(line.text(), match)) {
          offerRelative(match, line, facts);
          return;
        }
      }
      if (i < HEAD_LINES && !Words.of(Lines.cut(line.text())).hasAny(NOT_POSTED)) {
        for (Line part : Lines.split(line, SEPARATORS)) {
          if (isRelativeDay(part.text())) {
            offerRelative(RelativeDays.find(part.text(), seen).getFirst(), part, facts);
            return;
          }
        }
      }
    }
  }

  /** Whether a text is a day that counts from another, in more than a word, and nothing else. */
  static boolean isRelativeDay(String text) {
    if (text.length() > LONGEST_RELATIVE) {
      return false;
    }
    List<RelativeDays.Match> days = RelativeDays.find(text, LocalDate.EPOCH);
    return days.size() == 1
        && !days.getFirst().word()
        && days.getFirst().span().equals(new Span(0, text.strip().length()));
  }

  private static boolean isPosted(String line, RelativeDays.Match match) {
    int at = match.span().start();
    Words before = Words.of(line.substring(Math.max(0, at - WINDOW), at));
    return POSTED.stream()
        .anyMatch(posted -> ON.stream().anyMatch(on -> before.endWith(posted + on)));
  }

  private static void offerRelative(RelativeDays.Match match, Line line, FactSheet facts) {
    facts.offer(
        PostingField.DATE_POSTED,
        new FieldValue.Day(match.date()),
        match.exact() ? Finding.Origin.FACT : Finding.Origin.GUESS,
        line.at(match.span()));
  }

  static void read(List<Line> lines, FactSheet facts) {
    int dates = 0;
    for (Line line : lines) {
      for (DateParser.Match match : DateParser.find(line.text())) {
        if (++dates > MOST_DATES) {
          return;
        }
        int at = match.span().start();
        Words before = Words.of(sentence(line.text().substring(Math.max(0, at - WINDOW), at)));
        int posted = last(before, POSTED);
        int valid = last(before, VALID);
        if (valid < 0 && posted < 0 && saysByWhen(before) && UrlFacts.saysApply(around(line, at))) {
          valid = 0; // "send your CV through … by 20 February"
        }
        if (Math.max(posted, valid) >= 0) {
          facts.fact(
              posted > valid ? PostingField.DATE_POSTED : PostingField.VALID_THROUGH,
              new FieldValue.Day(match.date()),
              line.at(match.span()));
        }
      }
    }
  }

  private static boolean saysByWhen(Words before) {
    return BY.stream().anyMatch(before::endWith);
  }

  private static String around(Line line, int at) {
    String before = line.text().substring(Math.max(0, at - LONG_WINDOW), at);
    return before.substring(before.lastIndexOf(". ") + 1);
  }

  /** The window's last sentence, and only what stands behind its last date. */
  private static String sentence(String window) {
    int start = 0;
    for (int i = 0; i + 1 < window.length(); i++) {
      char c = window.charAt(i);
      boolean ends = c == ';' || c == '|' || (c == '.' && window.charAt(i + 1) == ' ');
      start = ends ? i + 1 : start;
    }
    List<DateParser.Match> dates = DateParser.find(window);
    return window.substring(
        dates.isEmpty() ? start : Math.max(start, dates.getLast().span().end()));
  }

  private static int last(Words words, List<String> phrases) {
    int last = -1;
    for (String phrase : phrases) {
      last = Math.max(last, words.lastAt(phrase));
    }
    return last;
  }
}
