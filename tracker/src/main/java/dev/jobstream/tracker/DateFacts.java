package dev.jobstream.tracker;

import java.util.List;

/** Reads when a posting was published and until when it stands, by the words before a date. */
final class DateFacts {
  private DateFacts() {}

  private static final List<String> POSTED =
      List.of(
          "posted",
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
          "publicada");

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

  /** A text with more dates is a calendar. */
  private static final int MOST_DATES = 500;

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
